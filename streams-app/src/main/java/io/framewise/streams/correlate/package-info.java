/**
 * Completions meet their requests, answers are typed, and each request ends as exactly one event.
 *
 * <p>Start at {@link io.framewise.streams.correlate.CorrelateCompletions}.
 */
package io.framewise.streams.correlate;
