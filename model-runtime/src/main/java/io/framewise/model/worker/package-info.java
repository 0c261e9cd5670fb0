/**
 * One worker of the share group: takes requests, fetches and prepares pixels, runs batches, and
 * publishes completions before it acknowledges.
 *
 * <p>Start at {@code Worker}.
 */
package io.framewise.model.worker;
