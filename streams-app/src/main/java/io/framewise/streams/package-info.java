/**
 * Deployable 2: the topology, the live query API and the page.
 *
 * <p>Start at {@code StreamsApp}.
 */
package io.framewise.streams;
