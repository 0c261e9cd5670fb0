package io.framewise.model.internvl;

import java.util.List;

/**
 * Writes the turns of a conversation as tokens, in the order of the calls. What is written first
 * need not be the beginning of the conversation.
 */
public final class DialogueWriter {

  private final TokenWriter writer;
  private final int tokensPerTile;
  private int imageTokens;

  DialogueWriter(Tokens tokens, int tokensPerTile) {
    writer = new TokenWriter(tokens);
    this.tokensPerTile = tokensPerTile;
  }

  /** What the tokenizer puts before all turns, if anything. */
  DialogueWriter beginning() {
    writer.beginning();
    return this;
  }

  /** The system turn; nothing where the text is blank. */
  DialogueWriter system(String text) {
    if (!text.isBlank()) {
      writer.control(Tokens.TURN).text("system\n" + text).control(Tokens.END).text("\n");
    }
    return this;
  }

  /** Text that goes on where the one before it ended. */
  public DialogueWriter text(String text) {
    writer.text(text);
    return this;
  }

  /**
   * The beginning of a user turn.
   *
   * @param prompt text with one placeholder a picture
   * @param tiles tiles of each picture in order
   * @throws IllegalArgumentException when placeholders and pictures are not equally many
   */
  public DialogueWriter user(String prompt, List<Integer> tiles) {
    String[] texts = prompt.split(PromptFormat.PLACEHOLDER, -1);
    if (texts.length - 1 != tiles.size()) {
      throw new IllegalArgumentException(
          "the prompt has "
              + (texts.length - 1)
              + " places for pictures, there are "
              + tiles.size());
    }
    writer.control(Tokens.TURN).text("user\n" + texts[0]);
    for (int i = 0; i < tiles.size(); i++) {
      picture(tiles.get(i)).text(texts[i + 1]);
    }
    return this;
  }

  /** The beginning of a user turn whose parts follow one by one. */
  public DialogueWriter user() {
    writer.control(Tokens.TURN).text("user\n");
    return this;
  }

  /** A picture of so many tiles. */
  public DialogueWriter picture(int tiles) {
    int count = tiles * tokensPerTile;
    imageTokens += count;
    writer.control(Tokens.PICTURE).visual(count).control(Tokens.PICTURE_END);
    return this;
  }

  /** The end of a turn. */
  public DialogueWriter end() {
    writer.control(Tokens.END).text("\n");
    return this;
  }

  /** The beginning of the assistant's turn. */
  public DialogueWriter assistant() {
    writer.control(Tokens.TURN).text("assistant\n");
    return this;
  }

  /** The rest of a user turn, as the user wrote it, and the beginning of the assistant's. */
  public DialogueWriter question(String text) {
    return text(text).end().assistant();
  }

  /** The answer of a turn that {@link #question} began, and its end. */
  public DialogueWriter answer(String text) {
    return text(text).end();
  }

  /** How many of the tokens stand for pixels. */
  public int imageTokens() {
    return imageTokens;
  }

  /** All tokens; nothing may be written after. */
  public long[] ids() {
    return writer.all();
  }

  long[] untilPending() {
    return writer.untilPending();
  }

  String pending() {
    return writer.pending();
  }
}
