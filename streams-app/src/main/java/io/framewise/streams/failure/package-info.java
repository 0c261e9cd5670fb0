/**
 * What happens when a record cannot be processed, or when Kafka refuses what was made from it: the
 * record becomes a dead letter, and all other records are processed as usual.
 *
 * <p>Start at {@link io.framewise.streams.failure.SetAsideFailures}.
 */
package io.framewise.streams.failure;
