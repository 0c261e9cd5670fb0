/**
 * What a process without an API of its own tells about itself over HTTP: whether it is alive,
 * whether it is ready, and its meters.
 *
 * <p>Start at {@link io.framewise.platform.observe.ObserveServer}.
 */
package io.framewise.platform.observe;
