package io.framewise.model.chat;

import io.framewise.model.generate.GeneratedToken;
import java.util.List;

/**
 * An answer in a conversation.
 *
 * @param text the model's text, control tokens stripped
 * @param tokens what was generated, without the token that ended it
 * @param promptTokens tokens of all that precedes the answer, earlier turns included
 * @param readTokens of these, tokens that went through the model for this answer
 * @param imageTokens of these in turn, tokens that stand for pixels
 * @param cachedPictures of the pictures of what was read, how many the vision tower did not see
 *     anew
 * @param ending why it ended
 */
public record Reply(
    String text,
    List<GeneratedToken> tokens,
    int promptTokens,
    int readTokens,
    int imageTokens,
    int cachedPictures,
    Ending ending) {

  /** Why an answer ended. */
  public enum Ending {
    /** The model ended it. */
    STOP,
    /** It was cut at the limit, or where the context was full. */
    LENGTH,
    /** It was told to. */
    CANCELLED
  }
}
