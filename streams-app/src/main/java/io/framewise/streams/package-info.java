/**
 * Deployable 2: the topology, the live query API and the page.
 *
 * <p>Start at {@link io.framewise.streams.StreamsApp}.
 */
package io.framewise.streams;
