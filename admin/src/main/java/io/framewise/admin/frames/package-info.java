/**
 * Single frames taken out of their topic.
 *
 * <p>Start at {@link io.framewise.admin.frames.FramesCommand}.
 */
package io.framewise.admin.frames;
