/** Tests of the commands that manage sources. */
package io.framewise.connectors.manage;
