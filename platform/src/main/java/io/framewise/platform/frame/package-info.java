/**
 * Frames as records of a frames topic: told apart, read by reference, refused when they are not
 * what they claim.
 *
 * <p>Start at {@link io.framewise.platform.frame.FrameReader}.
 */
package io.framewise.platform.frame;
