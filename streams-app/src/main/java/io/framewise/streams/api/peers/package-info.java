/**
 * Answers of all instances through any of them.
 *
 * <p>Start at {@link io.framewise.streams.api.peers.AcrossInstances}.
 */
package io.framewise.streams.api.peers;
