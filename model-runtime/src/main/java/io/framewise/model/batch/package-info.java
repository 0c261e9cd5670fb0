/**
 * Which requests run together, and when: pure and driven by a clock that is given. No threads, no
 * Kafka, no tensors.
 *
 * <p>Start at {@link io.framewise.model.batch.Batcher}.
 */
package io.framewise.model.batch;
