/**
 * Typed queries of the current state.
 *
 * <p>Start at {@link io.framewise.streams.query.Queries}.
 */
package io.framewise.streams.query;
