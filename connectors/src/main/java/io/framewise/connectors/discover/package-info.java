/**
 * Cameras that are found by themselves: who answers on the network, which streams they have, and
 * the lines by which they become sources.
 *
 * <p>Start at {@link io.framewise.connectors.discover.DiscoverSources}.
 */
package io.framewise.connectors.discover;
