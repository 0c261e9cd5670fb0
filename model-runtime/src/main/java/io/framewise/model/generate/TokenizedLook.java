package io.framewise.model.generate;

import io.framewise.model.engine.Look;
import io.framewise.model.engine.Picture;
import io.framewise.model.internvl.PromptFormat;
import java.util.List;

/**
 * A look in tokens.
 *
 * @param look what was asked
 * @param prefix what all its questions share
 * @param questions tokens of each question
 * @param answers tokens of each allowed answer of each question; empty where text is generated
 * @param contextLength longest prompt plus answer
 */
record TokenizedLook(
    Look look,
    PromptFormat.Prefix prefix,
    List<long[]> questions,
    List<List<long[]>> answers,
    int contextLength) {

  /**
   * Tokenises and checks a look.
   *
   * @throws IllegalArgumentException when it cannot be run
   */
  static TokenizedLook of(Look look, PromptFormat format, int contextLength) {
    List<Integer> tiles = look.pictures().stream().map(Picture::tiles).toList();
    PromptFormat.Prefix prefix = format.prefix(look.prompt(), tiles);
    TokenizedLook tokenized =
        new TokenizedLook(
            look,
            prefix,
            look.questions().stream().map(ask -> format.question(prefix, ask.text())).toList(),
            look.questions().stream()
                .map(ask -> ask.allowedAnswers().stream().map(format::answer).toList())
                .toList(),
            contextLength);
    tokenized.checkLength();
    return tokenized;
  }

  private void checkLength() {
    for (int i = 0; i < questions.size(); i++) {
      int prompt = promptTokens(i);
      int answer = answers.get(i).stream().mapToInt(ids -> ids.length).max().orElse(1);
      if (prompt + answer > contextLength) {
        throw new IllegalArgumentException(
            "the prompt has "
                + prompt
                + " tokens and the answer at least "
                + answer
                + ", the model takes "
                + contextLength
                + " together");
      }
    }
  }

  /** Most tokens of a question's answer; fewer than asked for where the context is full. */
  int newTokens(int question) {
    int own = look.questions().get(question).maxNewTokens();
    int asked = Math.max(1, own > 0 ? own : look.maxNewTokens());
    return Math.min(asked, contextLength - promptTokens(question));
  }

  /** How many answers may go on after so many tokens. */
  int openAfter(int tokens) {
    int open = 0;
    for (int i = 0; i < questions.size(); i++) {
      if (answers.get(i).isEmpty() && tokens < newTokens(i)) {
        open++;
      }
    }
    return open;
  }

  private int promptTokens(int question) {
    return prefix.ids().length + questions.get(question).length;
  }

  /** All that precedes the answers. */
  PromptText text() {
    return new PromptText(prefix.ids(), prefix.imageTokens(), questions);
  }

  int promptTokens() {
    return prefix.ids().length + questions.stream().mapToInt(ids -> ids.length).sum();
  }
}
