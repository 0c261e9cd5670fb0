package io.framewise.model.generate;

import java.util.List;
import java.util.OptionalDouble;

/**
 * One token of an answer.
 *
 * @param id the token
 * @param logProbability natural logarithm of its probability, before sampling settings change that;
 *     empty when not asked for
 * @param best the likeliest tokens at its place, the likeliest first; empty when not asked for
 */
public record GeneratedToken(long id, OptionalDouble logProbability, List<Scored> best) {

  /** One whose own probability nobody asked for. */
  public GeneratedToken(long id, List<Scored> best) {
    this(id, OptionalDouble.empty(), best);
  }

  /**
   * A token and what the model gives to it, before sampling settings change that.
   *
   * @param id the token
   * @param logProbability natural logarithm of its probability
   */
  public record Scored(long id, double logProbability) {}
}
