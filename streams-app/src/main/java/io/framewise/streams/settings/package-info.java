/**
 * Settings of the topology and of the query API.
 *
 * <p>Start at {@link io.framewise.streams.settings.StreamsSettings}.
 */
package io.framewise.streams.settings;
