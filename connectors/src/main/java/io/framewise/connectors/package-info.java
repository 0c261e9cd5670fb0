/**
 * Deployable 1: pixels to Kafka.
 *
 * <p>Start at {@link io.framewise.connectors.ConnectorsApp}.
 */
package io.framewise.connectors;
