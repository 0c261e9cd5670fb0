/**
 * Video files as sources, through FFmpeg with everything switched off that is not needed.
 *
 * <p>Start at {@link io.framewise.connectors.video.VideoSource}.
 */
package io.framewise.connectors.video;
