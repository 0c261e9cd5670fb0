package io.framewise.connectors.video;

import java.util.List;
import java.util.Locale;

/** Lists and lengths as people write them. */
final class Words {

  private static final double MICROS_PER_SECOND = 1_000_000;

  private Words() {}

  /** Such as "a, b or c". */
  static String list(List<String> words, String last) {
    int end = words.size() - 1;
    return end == 0
        ? words.get(0)
        : String.join(", ", words.subList(0, end)) + " " + last + " " + words.get(end);
  }

  /** Such as "2.5 s". */
  static String seconds(long micros) {
    return String.format(Locale.ROOT, "%.1f s", micros / MICROS_PER_SECOND);
  }
}
