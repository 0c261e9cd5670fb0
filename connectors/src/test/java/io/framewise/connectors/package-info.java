/** Tests of the whole deployable on a real broker. */
package io.framewise.connectors;
