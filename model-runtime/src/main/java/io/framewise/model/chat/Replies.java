package io.framewise.model.chat;

import java.util.List;

/**
 * What conversations side by side were answered.
 *
 * @param replies one a conversation that was asked, in order
 * @param visionMs time in vision tower and projector
 * @param prefillMs time in the language model over what was new
 * @param decodeMs time in the language model token by token
 */
public record Replies(List<Reply> replies, long visionMs, long prefillMs, long decodeMs) {}
