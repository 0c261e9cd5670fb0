/**
 * What a source is: it runs on a thread of its own, hands pictures to a sink, and has a state that
 * says how it is doing and why.
 *
 * <p>Start at {@link io.framewise.connectors.source.FrameSource}; states are in {@link
 * io.framewise.connectors.source.SourceState}.
 */
package io.framewise.connectors.source;
