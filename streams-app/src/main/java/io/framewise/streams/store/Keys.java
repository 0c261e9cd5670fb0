package io.framewise.streams.store;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Priority;
import io.framewise.streams.state.OpenWindow;
import java.util.HexFormat;
import java.util.OptionalLong;

/**
 * The keys of the state stores. The parts of a key are joined by a character that no id contains,
 * so that all keys of a source are next to each other.
 */
public final class Keys {

  private static final char SEPARATOR = '\u0000';
  private static final char AFTER_SEPARATOR = '\u0001';

  private static final int WAITING_END = 2;
  private static final int WAITING_SET = 3;

  private Keys() {}

  /** The key of a source and a part below it. */
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

  /** Whether a key has a time behind its source and part. */
  public static boolean isOfSpan(String key) {
    return key.indexOf(SEPARATOR) != key.lastIndexOf(SEPARATOR);
  }

  /** The part of a key behind its source. */
  public static String part(String key) {
    return key.substring(key.indexOf(SEPARATOR) + 1);
  }

  /**
   * The key of a window that waits. The keys of a source sort by priority, then by the end of the
   * window.
   */
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

  /** The end of the window that waits under {@code key}, if it is one of the question set. */
  public static OptionalLong waitingEnd(String key, String questionSetId) {
    String[] parts = key.split(String.valueOf(SEPARATOR), -1);
    return parts[WAITING_SET].equals(questionSetId)
        ? OptionalLong.of(millis(parts[WAITING_END]))
        : OptionalLong.empty();
  }

  /** The priority of the window that waits under {@code key}. */
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

  /** The key of an event in the event history. */
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
   * Hexadecimal with the sign bit flipped, so that the texts sort like the numbers, negative ones
   * included.
   */
  private static String sortable(long timeMs) {
    return HexFormat.of().toHexDigits(timeMs ^ Long.MIN_VALUE);
  }
}
