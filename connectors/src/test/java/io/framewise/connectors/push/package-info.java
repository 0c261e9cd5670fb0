/** Tests of pushed pictures. */
package io.framewise.connectors.push;
