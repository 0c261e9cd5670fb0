/**
 * Matches completions with their requests, types the answers, and ends each request as exactly one
 * event.
 *
 * <p>Start at {@link io.framewise.streams.correlate.CorrelateCompletions}.
 */
package io.framewise.streams.correlate;
