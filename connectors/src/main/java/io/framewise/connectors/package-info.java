/**
 * Deployable 1: pixels to Kafka.
 *
 * <p>Start at {@code ConnectorsApp}.
 */
package io.framewise.connectors;
