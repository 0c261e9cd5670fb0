package io.framewise.streams.window;

import io.framewise.streams.store.Keys;
import java.util.Optional;

/**
 * A frame id that ends with a number, as connectors make them. The part before the number is the
 * same for all frames of one run of a connector.
 *
 * @param run what precedes the number
 * @param number the number
 */
record NumberedId(String run, long number) {

  /** How many numbers a block has. */
  static final int BLOCK = 1024;

  private static final int MOST_DIGITS = 18;

  /**
   * The parts of an id; empty when it does not end with a number. Different ids never have the same
   * parts: the number must have no leading zeros, and the character before it must not be a letter
   * or digit.
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

  /** The state key of the block that holds the number. */
  String blockKey(String sourceId) {
    return Keys.of(Keys.of(sourceId, run), Long.toString(number / BLOCK));
  }

  /** The index of the number in its block. */
  int index() {
    return (int) (number % BLOCK);
  }
}
