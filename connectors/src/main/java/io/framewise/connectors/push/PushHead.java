package io.framewise.connectors.push;

import io.framewise.platform.frame.BadFrameException;
import io.framewise.platform.frame.CapturedAt;
import io.vertx.core.MultiMap;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * What the headers of a request say of its pictures.
 *
 * @param frameId id of the frame; empty where the sender gives none
 * @param capturedAt when they were taken
 * @param attributes what is known besides
 */
record PushHead(String frameId, Instant capturedAt, Map<String, String> attributes) {

  static final String FRAME_ID = "Frame-Id";
  static final String CAPTURED_AT = "Captured-At";
  static final String ATTRIBUTE = "Attribute-";
  static final Duration MOST_AHEAD = Duration.ofMinutes(1);
  static final Duration MOST_BEHIND = Duration.ofDays(7);
  static final int MOST_ATTRIBUTES = 16;
  static final int LONGEST_VALUE = 256;
  static final int LONGEST_ID = 128;

  private static final Pattern ID = Pattern.compile("[\\x21-\\x7e]{1," + LONGEST_ID + "}");
  private static final Pattern NAME = Pattern.compile("[a-z0-9][a-z0-9._-]{0,63}");

  /**
   * Reads the headers.
   *
   * @throws Refusal when one of them cannot be used
   */
  static PushHead of(MultiMap headers, Instant now) {
    return new PushHead(
        frameId(single(headers, FRAME_ID)),
        capturedAt(single(headers, CAPTURED_AT), now),
        attributes(headers));
  }

  private static String single(MultiMap headers, String name) {
    if (headers.getAll(name).size() > 1) {
      throw Refusal.badRequest("the header " + name + " is given more than once");
    }
    String value = headers.get(name);
    return value == null ? "" : value.strip();
  }

  private static String frameId(String text) {
    if (!text.isEmpty() && !ID.matcher(text).matches()) {
      throw Refusal.badRequest(
          "the header " + FRAME_ID + " must be 1 to " + LONGEST_ID + " visible ASCII characters");
    }
    return text;
  }

  private static Instant capturedAt(String text, Instant now) {
    if (text.isEmpty()) {
      return now.truncatedTo(ChronoUnit.MILLIS);
    }
    Instant time;
    try {
      time = CapturedAt.parse(text);
    } catch (BadFrameException e) {
      throw Refusal.badRequest(e.getMessage());
    }
    if (time.isAfter(now.plus(MOST_AHEAD)) || time.isBefore(now.minus(MOST_BEHIND))) {
      throw Refusal.unusable(
          "the header "
              + CAPTURED_AT
              + " says "
              + time
              + ", but it is "
              + now.truncatedTo(ChronoUnit.SECONDS)
              + " here: at most "
              + MOST_AHEAD.toMinutes()
              + " minute ahead and "
              + MOST_BEHIND.toDays()
              + " days behind are taken");
    }
    return time.truncatedTo(ChronoUnit.MILLIS);
  }

  private static Map<String, String> attributes(MultiMap headers) {
    Map<String, String> attributes = new HashMap<>();
    String prefix = ATTRIBUTE.toLowerCase(Locale.ROOT);
    for (String header : headers.names()) {
      String lower = header.toLowerCase(Locale.ROOT);
      if (lower.startsWith(prefix)) {
        attributes.put(
            attributeName(lower.substring(prefix.length())), value(single(headers, header)));
      }
    }
    if (attributes.size() > MOST_ATTRIBUTES) {
      throw Refusal.badRequest("there are more than " + MOST_ATTRIBUTES + " headers " + ATTRIBUTE);
    }
    return attributes;
  }

  private static String attributeName(String name) {
    if (!NAME.matcher(name).matches()) {
      throw Refusal.badRequest(
          "a header "
              + ATTRIBUTE
              + " is followed by 1 to 64 of a-z 0-9 . _ -, such as Attribute-Part");
    }
    return name;
  }

  /** Headers are read as single bytes; senders write UTF-8. */
  private static String value(String header) {
    String value = new String(header.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    if (value.isEmpty()
        || value.length() > LONGEST_VALUE
        || value.chars().anyMatch(Character::isISOControl)) {
      throw Refusal.badRequest(
          "the value of a header " + ATTRIBUTE + " has 1 to " + LONGEST_VALUE + " characters");
    }
    return value;
  }
}
