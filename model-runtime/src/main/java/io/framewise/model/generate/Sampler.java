package io.framewise.model.generate;

import java.util.Collection;
import java.util.SplittableRandom;

/** Chooses the tokens of one answer. Not safe for use by several threads. */
final class Sampler {

  private final Sampling sampling;
  private final SplittableRandom random;

  Sampler(Sampling sampling) {
    this.sampling = sampling;
    random = new SplittableRandom(sampling.seed());
  }

  /**
   * The next token.
   *
   * @param logits of the whole vocabulary; left as they are
   * @param context each token of prompt and answer so far, once
   */
  long next(float[] logits, Collection<Long> context) {
    TokenScores scores = new TokenScores(logits);
    scores.penalise(context, sampling.repetitionPenalty());
    int highest = scores.highest();
    if (!sampling.drawn()) {
      return highest;
    }
    scores.divide(sampling.temperature());
    if (!scores.comparable()) {
      // So little warmth that the likeliest token is all that is left.
      return highest;
    }
    scores.keepHighest(sampling.topK());
    scores.keepMass(sampling.topP());
    return scores.draw(random.nextDouble());
  }
}
