package io.framewise.standalone.samples;

import java.util.regex.Pattern;
import java.util.stream.Stream;

/** When an answer counts as right. */
public final class Answers {

  private static final String PLACE = "[[";
  private static final Pattern NOT_NUMBERS = Pattern.compile("[^0-9,]");
  private static final int POINT = 2;
  private static final int BOX = 4;
  private static final double OVERLAP = 0.5;

  /** From the middle of the OK button to its edges, in thousandths of the picture. */
  private static final int BESIDE = 77;

  private static final int ABOVE = 47;

  private Answers() {}

  /**
   * Compares words exactly, boxes by an overlap of at least half (intersection over union), and a
   * point by whether it lies on the button.
   *
   * @param truth as the scene tells it
   * @param said as the model wrote it
   */
  public static boolean right(String truth, String said) {
    if (!truth.contains(PLACE) || !said.contains(PLACE)) {
      return truth.equalsIgnoreCase(said.strip());
    }
    int[] wanted = numbers(truth);
    int[] given = numbers(said);
    if (wanted.length != given.length) {
      return false;
    }
    return switch (wanted.length) {
      case POINT ->
          Math.abs(wanted[0] - given[0]) <= BESIDE && Math.abs(wanted[1] - given[1]) <= ABOVE;
      case BOX -> overlap(wanted, given) >= OVERLAP;
      default -> false;
    };
  }

  /** Intersection over union of two boxes. */
  static double overlap(int[] a, int[] b) {
    double wide = Math.max(0, Math.min(a[2], b[2]) - Math.max(a[0], b[0]));
    double high = Math.max(0, Math.min(a[3], b[3]) - Math.max(a[1], b[1]));
    double shared = wide * high;
    return shared == 0 ? 0 : shared / (area(a) + area(b) - shared);
  }

  private static double area(int[] box) {
    return (double) Math.max(0, box[2] - box[0]) * Math.max(0, box[3] - box[1]);
  }

  private static int[] numbers(String text) {
    String place = text.substring(text.indexOf(PLACE));
    return Stream.of(NOT_NUMBERS.matcher(place).replaceAll("").split(","))
        .filter(number -> !number.isEmpty() && number.length() <= BOX)
        .mapToInt(Integer::parseInt)
        .toArray();
  }
}
