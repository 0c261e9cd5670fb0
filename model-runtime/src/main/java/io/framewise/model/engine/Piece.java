package io.framewise.model.engine;

import java.util.List;
import java.util.OptionalDouble;

/**
 * A piece of an answer.
 *
 * @param text whole characters, and no part of a stop word; may be empty
 * @param tokens that were generated since the piece before, not always the ones whose text it is
 */
public record Piece(String text, List<Token> tokens) {

  /**
   * A generated token.
   *
   * @param text what it stands for; bytes that are no whole character are replaced
   * @param bytes what it stands for
   * @param logProbability natural logarithm of its probability, before sampling changes that; empty
   *     when not asked for
   * @param best the likeliest tokens at its place, the likeliest first, without such of their own;
   *     empty when not asked for
   */
  public record Token(
      String text, List<Byte> bytes, OptionalDouble logProbability, List<Token> best) {}
}
