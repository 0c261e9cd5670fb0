/**
 * Questions that are asked on the spot, about what a source shows or about pictures that come with
 * them.
 *
 * <p>Start at {@link io.framewise.streams.ask.AskDesk}.
 */
package io.framewise.streams.ask;
