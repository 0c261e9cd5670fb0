package io.framewise.streams.store;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Priority;
import io.framewise.streams.state.OpenWindow;
import java.util.HexFormat;
import java.util.OptionalLong;

/**
 * Keys of the state stores: parts joined by a character that no id contains, so that all keys of a
 * source lie together.
 */
public final class Keys {

  private static final char SEPARATOR = '\u0000';
  private static final char AFTER_SEPARATOR = '\u0001';

  private static final int WAITING_END = 2;
  private static final int WAITING_SET = 3;

  private Keys() {}

  /** A source and a part below it. */
  public static String of(String sourceId, String part) {
    return sourceId + SEPARATOR + part;
  }

  /** A source, a part and a time; keys of one source and part sort by time. */
  public static String of(String sourceId, String part, long timeMs) {
    return of(sourceId, part) + SEPARATOR + sortable(timeMs);
  }

  /** A source, a time and a part; keys of one source sort by time. */
  public static String byTime(String sourceId, long timeMs, String part) {
    return sourceId + SEPARATOR + sortable(timeMs) + SEPARATOR + part;
  }

  /** Whether a key of a source and a part has a time as well. */
  public static boolean isOfSpan(String key) {
    return key.indexOf(SEPARATOR) != key.lastIndexOf(SEPARATOR);
  }

  /** What a key has below its source. */
  public static String part(String key) {
    return key.substring(key.indexOf(SEPARATOR) + 1);
  }

  /** Where a window that waits lies: those of a source sort by priority, then by their ends. */
  public static String waiting(OpenWindow window, Priority priority) {
    return String.join(
        String.valueOf(SEPARATOR),
        window.getSourceId(),
        priority == Priority.LIVE ? "0" : "1",
        sortable(window.getEndMs()),
        window.getQuestionSetId(),
        window.getSubject(),
        sortable(window.getStartMs()));
  }

  /** The end of a window that waits under {@code key}, when a question set asks about it. */
  public static OptionalLong waitingEnd(String key, String questionSetId) {
    String[] parts = key.split(String.valueOf(SEPARATOR), -1);
    return parts[WAITING_SET].equals(questionSetId)
        ? OptionalLong.of(millis(parts[WAITING_END]))
        : OptionalLong.empty();
  }

  /** The priority of a window that waits under {@code key}. */
  public static Priority waitingPriority(String key) {
    return part(key).charAt(0) == '0' ? Priority.LIVE : Priority.ROUTINE;
  }

  /** The lowest key above another one. */
  public static String after(String key) {
    return key + SEPARATOR;
  }

  /** The source of a key that has further parts. */
  public static String sourceId(String key) {
    return key.substring(0, key.indexOf(SEPARATOR));
  }

  /** Where an event lies in the event history. */
  public static String inHistory(AnalysisEvent event) {
    return byTime(event.getSourceId(), event.getCreatedAt().toEpochMilli(), event.getEventId());
  }

  /** The time of a key that is a source and a time. */
  public static long time(String key) {
    return millis(key.substring(key.lastIndexOf(SEPARATOR) + 1));
  }

  private static long millis(String sortable) {
    return Long.parseUnsignedLong(sortable, 16) ^ Long.MIN_VALUE;
  }

  /** The lowest key of a source at or after a time. */
  public static String from(String sourceId, long timeMs) {
    return sourceId + SEPARATOR + sortable(timeMs);
  }

  /** A key above all of a source's keys at or before a time. */
  public static String to(String sourceId, long timeMs) {
    return sourceId + SEPARATOR + sortable(timeMs) + AFTER_SEPARATOR;
  }

  /** The lowest key of a source. */
  public static String first(String sourceId) {
    return sourceId + SEPARATOR;
  }

  /** A key above all of a source's keys. */
  public static String last(String sourceId) {
    return sourceId + AFTER_SEPARATOR;
  }

  /**
   * Hexadecimal with the sign flipped, so that text sorts as the numbers do, negative ones
   * included.
   */
  private static String sortable(long timeMs) {
    return HexFormat.of().toHexDigits(timeMs ^ Long.MIN_VALUE);
  }
}
