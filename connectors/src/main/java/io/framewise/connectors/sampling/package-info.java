/**
 * Which pictures of a source go on, when and how large: pure functions of event time and size.
 *
 * <p>Start at {@link io.framewise.connectors.sampling.RateCap}.
 */
package io.framewise.connectors.sampling;
