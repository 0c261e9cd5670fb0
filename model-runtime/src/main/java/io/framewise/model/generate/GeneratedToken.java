package io.framewise.model.generate;

import java.util.List;

/**
 * One token of an answer.
 *
 * @param id the token
 * @param best the likeliest tokens at its place, the likeliest first; empty when not asked for
 */
public record GeneratedToken(long id, List<Scored> best) {

  /**
   * A token and what the model gives to it, before sampling settings change that.
   *
   * @param id the token
   * @param logProbability natural logarithm of its probability
   */
  public record Scored(long id, double logProbability) {}
}
