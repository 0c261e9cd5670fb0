package io.framewise.model.engine;

import io.framewise.platform.fit.Fitting;
import io.framewise.platform.settings.Check;
import java.util.List;
import java.util.Optional;

/**
 * How a dialogue goes on.
 *
 * @param answers how many are generated beside each other
 * @param maxNewTokens an answer ends after this many tokens at the latest; 0 for a limit that suits
 *     the room
 * @param sampling how each token is chosen; each answer after the first draws with the next seed
 * @param stopWords an answer ends before the first of them
 * @param scored whether the log probability of each token is told
 * @param best of how many of the likeliest tokens too
 * @param form what an answer must be; empty for any text. Dialogues that ask for the same should
 *     share one, which is the engine's thread's own from then on
 */
public record DialogueOptions(
    int answers,
    int maxNewTokens,
    Sampling sampling,
    List<String> stopWords,
    boolean scored,
    int best,
    Optional<Fitting> form) {

  /** Most answers beside each other. */
  public static final int MOST_ANSWERS = 8;

  /** Checks the bounds. */
  public DialogueOptions {
    Check.between("answers", answers, 1, MOST_ANSWERS);
    Check.between("max-new-tokens", maxNewTokens, 0, Integer.MAX_VALUE);
    stopWords = List.copyOf(stopWords);
    if (stopWords.contains("")) {
      throw new IllegalArgumentException("a stop word must have a character");
    }
  }

  /** One answer of any text, the likeliest. */
  public static DialogueOptions greedy(int maxNewTokens) {
    return new DialogueOptions(
        1, maxNewTokens, Sampling.GREEDY, List.of(), false, 0, Optional.empty());
  }
}
