package io.framewise.model.chat;

import io.framewise.model.engine.Sampling;
import io.framewise.platform.fit.Fitting;
import java.util.Optional;

/**
 * How answers are generated.
 *
 * @param maxNewTokens an answer ends after this many tokens at the latest
 * @param sampling how each token is chosen
 * @param best how many of the likeliest tokens are reported with each token
 * @param fitting what each answer must be; empty for any text
 */
public record GenerationOptions(
    int maxNewTokens, Sampling sampling, int best, Optional<Fitting> fitting) {

  /** Answers of any text. */
  public GenerationOptions(int maxNewTokens, Sampling sampling, int best) {
    this(maxNewTokens, sampling, best, Optional.empty());
  }

  /** The likeliest token each time, and no more about it. */
  public static GenerationOptions greedy(int maxNewTokens) {
    return new GenerationOptions(maxNewTokens, Sampling.GREEDY, 0);
  }

  /** The same, but each answer is one that fits. */
  public GenerationOptions fitting(Fitting wanted) {
    return new GenerationOptions(maxNewTokens, sampling, best, Optional.of(wanted));
  }

  /** The same, drawing other tokens. */
  public GenerationOptions withSeed(long seed) {
    Sampling other =
        new Sampling(
            sampling.temperature(),
            sampling.topK(),
            sampling.topP(),
            sampling.repetitionPenalty(),
            seed);
    return new GenerationOptions(maxNewTokens, other, best, fitting);
  }
}
