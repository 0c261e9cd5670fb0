/**
 * Closed windows become requests with a Frame-N prompt, or are shed under load.
 *
 * <p>Start at {@link io.framewise.streams.dispatch.DispatchRequests}.
 */
package io.framewise.streams.dispatch;
