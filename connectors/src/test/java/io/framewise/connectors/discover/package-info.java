/** Tests of finding cameras. */
package io.framewise.connectors.discover;
