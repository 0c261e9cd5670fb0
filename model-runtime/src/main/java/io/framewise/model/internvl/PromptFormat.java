package io.framewise.model.internvl;

import java.util.List;

/**
 * The conversation as InternVL2.5 and InternVL3 were trained on it: a system turn, then a user turn
 * of pictures and question, then the beginning of the assistant's turn.
 *
 * <p>The same for checkpoints in Transformers' format, whose chat template has no system turn of
 * its own: they are the same weights, and answer worse without it. Text of users stays text, see
 * {@link Tokens#plain}; only a prompt's own placeholders give way to pictures.
 */
public final class PromptFormat {

  /** Where a picture belongs in a prompt. */
  public static final String PLACEHOLDER = "<image>";

  /** The system turn of the original chat code. */
  public static final String DEFAULT_SYSTEM =
      "你是书生·万象，英文名是InternVL，是由上海人工智能实验室、清华大学及多家合作单位联合开发的多模态大语言模型。";

  private final Tokens tokens;
  private final String system;
  private final int tokensPerTile;

  /**
   * The part of a prompt that all questions share.
   *
   * @param ids its tokens, up to the last control token
   * @param tail text that follows and is tokenised together with the question
   * @param imageTokens how many of the tokens stand for pixels
   */
  @SuppressWarnings("ArrayRecordComponent") // token ids: never compared, never changed
  public record Prefix(long[] ids, String tail, int imageTokens) {}

  /** A format with a system text; without the system turn where that is blank. */
  public PromptFormat(Tokens tokens, String system, int tokensPerTile) {
    this.tokens = tokens;
    this.system = system;
    this.tokensPerTile = tokensPerTile;
  }

  /**
   * Tokens of what precedes each question.
   *
   * @param prompt text with one placeholder a picture
   * @param tiles tiles of each picture in order
   * @throws IllegalArgumentException when placeholders and pictures are not equally many
   */
  public Prefix prefix(String prompt, List<Integer> tiles) {
    DialogueWriter writer = beginning().user(prompt, tiles);
    return new Prefix(writer.untilPending(), writer.pending(), writer.imageTokens());
  }

  /** Tokens of one question and of the beginning of the assistant's turn. */
  public long[] question(Prefix prefix, String question) {
    return continuation().text(prefix.tail()).question(question).ids();
  }

  /** A conversation from its system turn on. */
  public DialogueWriter beginning() {
    return beginning(system);
  }

  /** The same with another system text; without the system turn where that is blank. */
  public DialogueWriter beginning(String systemText) {
    return continuation().beginning().system(systemText);
  }

  /** What follows in a conversation that has begun. */
  public DialogueWriter continuation() {
    return new DialogueWriter(tokens, tokensPerTile);
  }

  /** Tokens of a whole answer, its end included. */
  public long[] answer(String answer) {
    return new TokenWriter(tokens).text(answer).control(Tokens.END).untilPending();
  }
}
