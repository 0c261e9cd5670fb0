package io.framewise.model.hub;

import java.time.Duration;
import java.util.Locale;

/** How far a download is, in words. */
final class ProgressLine {

  private static final String[] UNITS = {"B", "kB", "MB", "GB", "TB"};
  private static final double STEP = 1000;
  private static final int BAR = 24;
  private static final double PERCENT = 100;

  private ProgressLine() {}

  /**
   * Such as {@code 60 %, 1.2 of 2.0 GB, 35.1 MB/s, 22 s left}.
   *
   * @param rate bytes a second, 0 when not known yet
   */
  static String of(long done, long total, double rate) {
    StringBuilder line = new StringBuilder();
    line.append(percent(done, total)).append(" %, ").append(bytes(done));
    line.append(" of ").append(bytes(total));
    if (rate > 0) {
      Duration left = Duration.ofSeconds((long) Math.ceil((total - done) / rate));
      line.append(", ")
          .append(bytes((long) rate))
          .append("/s, ")
          .append(words(left))
          .append(" left");
    }
    return line.toString();
  }

  /** The same after a bar. */
  static String bar(long done, long total, double rate) {
    int filled = percent(done, total) * BAR / (int) PERCENT;
    return "[" + "#".repeat(filled) + " ".repeat(BAR - filled) + "] " + of(done, total, rate);
  }

  private static int percent(long done, long total) {
    return total == 0 ? (int) PERCENT : (int) (PERCENT * done / total);
  }

  /** A number of bytes as people write it. */
  static String bytes(long count) {
    int unit = 0;
    double number = (double) count;
    while (number >= STEP && unit < UNITS.length - 1) {
      number /= STEP;
      unit++;
    }
    return String.format(Locale.ROOT, unit == 0 ? "%.0f %s" : "%.1f %s", number, UNITS[unit]);
  }

  private static String words(Duration left) {
    if (left.toHours() > 0) {
      return left.toHours() + " h " + left.toMinutesPart() + " min";
    }
    return left.toMinutes() > 0
        ? left.toMinutes() + " min " + left.toSecondsPart() + " s"
        : left.toSeconds() + " s";
  }
}
