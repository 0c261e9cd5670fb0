/** Tests of source states. */
package io.framewise.connectors.source;
