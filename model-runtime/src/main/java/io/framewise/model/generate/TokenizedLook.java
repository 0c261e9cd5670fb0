package io.framewise.model.generate;

import io.framewise.model.internvl.PromptFormat;
import java.util.List;

/**
 * A look in tokens.
 *
 * @param look what was asked
 * @param prefix what all its questions share
 * @param questions tokens of each question
 * @param answers tokens of each allowed answer of each question; empty where text is generated
 */
record TokenizedLook(
    Look look, PromptFormat.Prefix prefix, List<long[]> questions, List<List<long[]>> answers) {

  /**
   * Tokenises and checks a look.
   *
   * @throws IllegalArgumentException when it cannot be run
   */
  static TokenizedLook of(Look look, PromptFormat format, int contextLength) {
    List<Integer> tiles = look.pictures().stream().map(PictureTiles::tiles).toList();
    PromptFormat.Prefix prefix = format.prefix(look.prompt(), tiles);
    TokenizedLook tokenized =
        new TokenizedLook(
            look,
            prefix,
            look.questions().stream().map(ask -> format.question(prefix, ask.text())).toList(),
            look.questions().stream()
                .map(ask -> ask.allowedAnswers().stream().map(format::answer).toList())
                .toList());
    tokenized.checkLength(contextLength);
    return tokenized;
  }

  private void checkLength(int contextLength) {
    for (int i = 0; i < questions.size(); i++) {
      int prompt = prefix.ids().length + questions.get(i).length;
      int answer = answers.get(i).stream().mapToInt(ids -> ids.length).max().orElse(newTokens());
      if (prompt + answer > contextLength) {
        throw new IllegalArgumentException(
            "the prompt has "
                + prompt
                + " tokens and the answer up to "
                + answer
                + ", the model takes "
                + contextLength
                + " together");
      }
    }
  }

  int newTokens() {
    return Math.max(1, look.maxNewTokens());
  }

  /** Tokens of the prompt with the longest of its questions. */
  int longestPrompt() {
    return prefix.ids().length + questions.stream().mapToInt(ids -> ids.length).max().orElse(0);
  }

  int promptTokens() {
    return prefix.ids().length + questions.stream().mapToInt(ids -> ids.length).sum();
  }
}
