/**
 * Capture of streams in processes of their own, so that a hang, a leak or a crash of FFmpeg costs a
 * few sources a few seconds: what is ordered, what comes back over the pipe, and who watches.
 *
 * <p>Start at {@link io.framewise.connectors.capture.CapturePool}; the other end of the pipe is
 * {@link io.framewise.connectors.capture.CaptureProcess}.
 */
package io.framewise.connectors.capture;
