package io.framewise.model.chat;

/**
 * How answers are generated.
 *
 * @param maxNewTokens an answer ends after this many tokens at the latest
 * @param sampling how each token is chosen
 * @param best how many of the likeliest tokens are reported with each token
 */
public record GenerationOptions(int maxNewTokens, Sampling sampling, int best) {

  /** The likeliest token each time, and no more about it. */
  public static GenerationOptions greedy(int maxNewTokens) {
    return new GenerationOptions(maxNewTokens, Sampling.GREEDY, 0);
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
    return new GenerationOptions(maxNewTokens, other, best);
  }
}
