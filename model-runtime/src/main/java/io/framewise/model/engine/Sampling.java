package io.framewise.model.engine;

import io.framewise.platform.settings.Check;

/**
 * How the next token is chosen from the logits, in the words and the order of Transformers:
 * repetition penalty, temperature, top-k, top-p.
 *
 * @param temperature 0 takes the likeliest token; above, tokens are drawn
 * @param topK of the drawn, only this many likeliest; 0: all
 * @param topP of the drawn, only the likeliest that together have this probability
 * @param repetitionPenalty above 1 makes tokens that stand in the context already less likely
 * @param seed the same seed draws the same tokens
 */
public record Sampling(
    double temperature, int topK, double topP, double repetitionPenalty, long seed) {

  /** Always the likeliest token. */
  public static final Sampling GREEDY = new Sampling(0, 0, 1, 1, 0);

  private static final double HOTTEST = 100;
  private static final double LEAST_PENALTY = 0.01;

  /** Checks the bounds. */
  public Sampling {
    Check.between("temperature", temperature, 0, HOTTEST);
    Check.between("top-k", topK, 0, Integer.MAX_VALUE);
    Check.between("top-p", topP, 0, 1);
    Check.between("repetition-penalty", repetitionPenalty, LEAST_PENALTY, HOTTEST);
  }

  /** Whether the likeliest token is taken as the model says it. */
  public boolean plain() {
    return !drawn() && repetitionPenalty == 1;
  }

  public boolean drawn() {
    return temperature > 0;
  }
}
