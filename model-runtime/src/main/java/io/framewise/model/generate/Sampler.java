package io.framewise.model.generate;

import io.framewise.model.engine.Sampling;
import java.util.Collection;
import java.util.OptionalLong;
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
   * The next token; none when the penalty drives the highest score out of all numbers.
   *
   * @param logits of the whole vocabulary; left as they are
   * @param context each token of prompt and answer so far, once
   */
  OptionalLong next(float[] logits, Collection<Long> context) {
    TokenScores scores = new TokenScores(logits);
    scores.penalise(context, sampling.repetitionPenalty());
    if (!scores.comparable()) {
      return OptionalLong.empty();
    }
    int highest = scores.highest();
    if (!sampling.drawn()) {
      return OptionalLong.of(highest);
    }
    scores.divide(sampling.temperature());
    if (!scores.comparable()) {
      // So little warmth that the likeliest token is all that is left.
      return OptionalLong.of(highest);
    }
    scores.keepHighest(sampling.topK());
    scores.keepMass(sampling.topP());
    return OptionalLong.of(scores.draw(random.nextDouble()));
  }
}
