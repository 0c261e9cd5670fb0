package io.framewise.contract.letter;

import java.nio.charset.StandardCharsets;
import java.util.regex.Pattern;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.Headers;
import org.apache.kafka.common.header.internals.RecordHeader;

/**
 * How often a record has been tried, told by a header of records that were put back onto their
 * topic. Anybody may write one: what is no sound number counts as a first attempt.
 */
public final class Attempts {

  /** The header; a decimal number. */
  public static final String HEADER = "framewise-attempts";

  private static final Pattern NUMBER = Pattern.compile("[1-9]\\d{0,5}");

  private Attempts() {}

  /** The number of this attempt, 1 for the first. */
  public static int of(Headers headers) {
    Header header = headers.lastHeader(HEADER);
    if (header == null || header.value() == null || header.value().length > 6) {
      return 1;
    }
    String text = new String(header.value(), StandardCharsets.UTF_8);
    return NUMBER.matcher(text).matches() ? Integer.parseInt(text) : 1;
  }

  /** The header of a record's next attempt. */
  public static Header header(int attempt) {
    return new RecordHeader(HEADER, Integer.toString(attempt).getBytes(StandardCharsets.UTF_8));
  }
}
