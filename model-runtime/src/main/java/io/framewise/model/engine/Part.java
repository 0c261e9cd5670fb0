package io.framewise.model.engine;

/** A part of what a person says. */
public sealed interface Part {

  /**
   * Words.
   *
   * @param text as it was written; placeholders and control tokens inside are plain text
   */
  record Text(String text) implements Part {}

  /** A picture. */
  record Shown(Picture picture) implements Part {}
}
