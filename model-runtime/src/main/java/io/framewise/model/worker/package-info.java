/**
 * One worker of the share group: takes requests, fetches and prepares pixels, runs batches, and
 * publishes completions before it acknowledges.
 *
 * <p>Start at {@link io.framewise.model.worker.Worker}.
 */
package io.framewise.model.worker;
