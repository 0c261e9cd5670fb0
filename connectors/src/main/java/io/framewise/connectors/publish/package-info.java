/**
 * Pictures, dead letters and statuses to Kafka, and the counts of how each picture ended.
 *
 * <p>Start at {@link io.framewise.connectors.publish.SourceChannel}.
 */
package io.framewise.connectors.publish;
