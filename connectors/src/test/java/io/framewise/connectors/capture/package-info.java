/** Tests of capture. */
package io.framewise.connectors.capture;
