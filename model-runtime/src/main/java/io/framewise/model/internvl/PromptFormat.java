package io.framewise.model.internvl;

import java.util.List;
import java.util.stream.LongStream;

/**
 * The conversation as InternVL2.5 and InternVL3 were trained on it: a system turn, then a user turn
 * of pictures and question, then the beginning of the assistant's turn.
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
    String[] texts = prompt.split(PLACEHOLDER, -1);
    if (texts.length - 1 != tiles.size()) {
      throw new IllegalArgumentException(
          "the prompt has "
              + (texts.length - 1)
              + " places for pictures, there are "
              + tiles.size());
    }
    TokenWriter writer = new TokenWriter(tokens);
    if (!system.isBlank()) {
      writer.control(Tokens.TURN).text("system\n" + system).control(Tokens.END).text("\n");
    }
    writer.control(Tokens.TURN).text("user\n" + texts[0]);
    int imageTokens = 0;
    for (int i = 0; i < tiles.size(); i++) {
      int count = tiles.get(i) * tokensPerTile;
      imageTokens += count;
      writer.control(Tokens.PICTURE).visual(count).control(Tokens.PICTURE_END).text(texts[i + 1]);
    }
    return new Prefix(writer.untilPending(), writer.pending(), imageTokens);
  }

  /** Tokens of one question and of the beginning of the assistant's turn. */
  public long[] question(Prefix prefix, String question) {
    TokenWriter writer = new TokenWriter(tokens).text(prefix.tail()).text(question);
    writer.control(Tokens.END).text("\n").control(Tokens.TURN);
    long[] turns = writer.untilPending();
    return LongStream.concat(LongStream.of(turns), LongStream.of(tokens.plain("assistant\n")))
        .toArray();
  }

  /** Tokens of a whole answer, its end included. */
  public long[] answer(String answer) {
    return new TokenWriter(tokens).text(answer).control(Tokens.END).untilPending();
  }
}
