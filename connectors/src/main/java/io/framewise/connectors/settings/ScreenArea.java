package io.framewise.connectors.settings;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The part of a screen that is captured.
 *
 * @param x pixels from the left
 * @param y pixels from the top
 * @param width width in pixels
 * @param height height in pixels
 */
public record ScreenArea(int x, int y, int width, int height) {

  private static final Pattern FORM =
      Pattern.compile("(\\d{1,5}) *, *(\\d{1,5}) *, *(\\d{1,5}) *, *(\\d{1,5})");
  private static final int SHORTEST = 16;
  private static final int HEIGHT_GROUP = 4;

  /**
   * Reads {@code x,y,width,height}; nothing of an empty text, which stands for the whole screen.
   *
   * @throws IllegalArgumentException when it is no area
   */
  static Optional<ScreenArea> of(String text) {
    if (text.isBlank()) {
      return Optional.empty();
    }
    Matcher numbers = FORM.matcher(text.strip());
    if (numbers.matches()) {
      int width = Integer.parseInt(numbers.group(3));
      int height = Integer.parseInt(numbers.group(HEIGHT_GROUP));
      if (width >= SHORTEST && height >= SHORTEST) {
        return Optional.of(
            new ScreenArea(
                Integer.parseInt(numbers.group(1)),
                Integer.parseInt(numbers.group(2)),
                width,
                height));
      }
    }
    throw new IllegalArgumentException(
        "region must be x,y,width,height in pixels, such as 0,0,1280,720, with sides of at least "
            + SHORTEST);
  }
}
