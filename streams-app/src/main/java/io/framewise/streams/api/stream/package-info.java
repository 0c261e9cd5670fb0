/**
 * The stream of events and alerts.
 *
 * <p>Start at {@link io.framewise.streams.api.stream.StreamClients}.
 */
package io.framewise.streams.api.stream;
