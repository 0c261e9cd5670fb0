/**
 * Who goes through the model next, and with what: pure and driven by a clock that is given. No
 * threads, no Kafka, no tensors.
 *
 * <p>Start at {@link io.framewise.model.schedule.Scheduler}.
 */
package io.framewise.model.schedule;
