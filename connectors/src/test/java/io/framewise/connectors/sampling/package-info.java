/** Tests of the rate cap. */
package io.framewise.connectors.sampling;
