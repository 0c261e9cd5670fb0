/**
 * Events and alerts as they come.
 *
 * <p>Start at {@link io.framewise.streams.api.stream.StreamClients}.
 */
package io.framewise.streams.api.stream;
