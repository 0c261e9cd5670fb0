package io.framewise.platform.settings;

import java.time.DateTimeException;
import java.time.Instant;

/** Moments as people write them: {@code 2026-11-21T08:00:00Z}, or {@code 30m} for so long ago. */
public final class Moments {

  private Moments() {}

  /**
   * Reads a moment.
   *
   * @param now what durations count back from
   * @throws IllegalArgumentException when it is written in another way; the message says how
   */
  public static Instant parse(String text, Instant now) {
    try {
      return Instant.parse(text.strip());
    } catch (DateTimeException e) {
      return ago(text, now);
    }
  }

  private static Instant ago(String text, Instant now) {
    try {
      return now.minus(Durations.parse(text));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "'" + text + "' is no moment; write 2026-11-21T08:00:00Z, or 30m for so long ago", e);
    }
  }
}
