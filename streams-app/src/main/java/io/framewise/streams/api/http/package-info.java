/**
 * What applies to every request and answer: checks, bounds, refusals.
 *
 * <p>Start at {@link io.framewise.streams.api.http.Answers}.
 */
package io.framewise.streams.api.http;
