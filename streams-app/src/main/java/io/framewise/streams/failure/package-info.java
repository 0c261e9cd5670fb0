/**
 * What happens when a record cannot be processed or Kafka refuses what was made of it: it ends as a
 * dead letter, and nothing else is harmed.
 *
 * <p>Start at {@link io.framewise.streams.failure.SetAsideFailures}.
 */
package io.framewise.streams.failure;
