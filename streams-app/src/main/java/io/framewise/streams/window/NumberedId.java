package io.framewise.streams.window;

import io.framewise.streams.store.Keys;
import java.util.Optional;

/**
 * A frame's id that ends with a number, as connectors make them: what precedes the number is the
 * same for all frames of one run.
 *
 * @param run what precedes the number
 * @param number the number
 */
record NumberedId(String run, long number) {

  /** Numbers of one block. */
  static final int BLOCK = 1024;

  private static final int MOST_DIGITS = 18;

  /**
   * An id's parts; empty when it has no number. Each id is that of no other run and number: a
   * number is one without zeros before it, behind a character that is no letter or digit.
   */
  static Optional<NumberedId> of(String frameId) {
    int start = frameId.length();
    while (start > 0 && isDigit(frameId.charAt(start - 1))) {
      start--;
    }
    int digits = frameId.length() - start;
    boolean isNumber =
        digits == 1 || (digits > 1 && digits <= MOST_DIGITS && frameId.charAt(start) != '0');
    if (!isNumber || start == 0 || Character.isLetterOrDigit(frameId.charAt(start - 1))) {
      return Optional.empty();
    }
    return Optional.of(
        new NumberedId(
            frameId.substring(0, start), Long.parseLong(frameId, start, frameId.length(), 10)));
  }

  private static boolean isDigit(char character) {
    return character >= '0' && character <= '9';
  }

  /** Where the block of the number is kept. */
  String blockKey(String sourceId) {
    return Keys.of(Keys.of(sourceId, run), Long.toString(number / BLOCK));
  }

  /** The index of the number in its block. */
  int index() {
    return (int) (number % BLOCK);
  }
}
