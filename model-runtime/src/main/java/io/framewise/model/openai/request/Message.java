package io.framewise.model.openai.request;

import java.util.List;

/**
 * One message of a conversation.
 *
 * @param role who says it
 * @param content its parts in order; texts only, unless a user says it
 */
public record Message(Role role, List<Content> content) {

  /** Who says something. */
  public enum Role {
    /** Whoever runs the application. */
    SYSTEM,
    /** Who asks. */
    USER,
    /** The model. */
    ASSISTANT
  }
}
