/**
 * Pictures and videos that requests bring along or name: had, bounded by their headers, decoded and
 * cut into tiles.
 *
 * <p>Start at {@link io.framewise.model.openai.media.MediaSource}.
 */
package io.framewise.model.openai.media;
