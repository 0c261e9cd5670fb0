package io.framewise.platform.frame;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.Year;
import java.time.ZoneOffset;
import java.time.format.DateTimeParseException;
import java.util.regex.Pattern;

/**
 * When a picture was taken, as producers write it. Seconds or microseconds in the place of
 * milliseconds give a time in 1970 or in the year 58000; neither is guessed at, both are told.
 */
public final class CapturedAt {

  private static final Pattern FRACTION = Pattern.compile("\\d+\\.\\d+");
  private static final Instant EARLIEST = Instant.parse("1971-01-01T00:00:00Z");
  private static final Instant LATEST = Instant.parse("2999-12-31T23:59:59Z");

  private CapturedAt() {}

  /**
   * Reads the text of a header: ISO 8601 with a zone, or milliseconds since 1970.
   *
   * @throws BadFrameException when it is neither, or no time at which a picture can be taken
   */
  public static Instant parse(String text) {
    return parse("the header " + FrameRecords.CAPTURED_AT, text);
  }

  /**
   * The same of a text that stands elsewhere.
   *
   * @param where what holds the text, for people
   * @throws BadFrameException when it is neither, or no time at which a picture can be taken
   */
  public static Instant parse(String where, String text) {
    if (FRACTION.matcher(text).matches()) {
      throw bad(where, "seconds with a fraction: write whole milliseconds since 1970", null);
    }
    try {
      return require(
          !text.isEmpty() && text.chars().allMatch(c -> c >= '0' && c <= '9')
              ? Instant.ofEpochMilli(Long.parseLong(text))
              : Instant.parse(text));
    } catch (DateTimeParseException | NumberFormatException e) {
      throw bad(
          where,
          isWithoutZone(text)
              ? "a time without a zone: write it in UTC such as 2026-01-31T08:00:00Z, or with an offset"
                  + " such as +01:00"
              : "neither ISO 8601 such as 2026-01-31T08:00:00Z nor milliseconds since 1970",
          e);
    } catch (DateTimeException e) {
      throw bad(where, "out of range", e);
    }
  }

  private static BadFrameException bad(String where, String words, Exception cause) {
    return new BadFrameException("bad-record", where + " is " + words, cause);
  }

  private static boolean isWithoutZone(String text) {
    try {
      return !LocalDateTime.parse(text.replace(' ', 'T')).equals(LocalDateTime.MIN);
    } catch (DateTimeParseException e) {
      return false;
    }
  }

  /**
   * Fails unless a picture can be from that time.
   *
   * @throws BadFrameException with the time that it claims, and what it looks like
   */
  static Instant require(Instant capturedAt) {
    if (capturedAt.isBefore(EARLIEST)) {
      throw new BadFrameException(
          "bad-time",
          "the frame claims to be from before 1971 ("
              + capturedAt
              + "): perhaps its time is in seconds, it must be in milliseconds since 1970");
    }
    if (capturedAt.isAfter(LATEST)) {
      throw new BadFrameException(
          "bad-time",
          "the frame claims to be from after 2999 (the year "
              + year(capturedAt)
              + "): perhaps its time is in microseconds, it must be in milliseconds since 1970");
    }
    return capturedAt;
  }

  private static long year(Instant time) {
    return time.isAfter(Instant.parse("+999999999-01-01T00:00:00Z"))
        ? Year.MAX_VALUE
        : time.atOffset(ZoneOffset.UTC).getYear();
  }
}
