package io.framewise.platform.image;

import java.io.InterruptedIOException;

/** Tells a decode that nobody waits for it any more. Safe for use by several threads. */
final class DecodeWatch {

  private volatile boolean givenUp;

  /** Ends the decode at its next look. */
  void giveUp() {
    givenUp = true;
  }

  /** Whether it was given up. */
  boolean isGivenUp() {
    return givenUp;
  }

  /**
   * Fails when the decode was given up.
   *
   * @throws InterruptedIOException then
   */
  void check() throws InterruptedIOException {
    if (givenUp) {
      throw new InterruptedIOException("the decode was given up");
    }
  }
}
