/**
 * Typed reads of what is known now.
 *
 * <p>Start at {@link io.framewise.streams.query.Queries}.
 */
package io.framewise.streams.query;
