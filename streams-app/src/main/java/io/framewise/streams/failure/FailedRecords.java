package io.framewise.streams.failure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The records and other items of work at which a processor of this process failed. They are
 * remembered until they are read again and become dead letters. Safe for use by several threads.
 *
 * <p>Only a limited number may fail within a minute. With more failures than that the cause is not
 * the records.
 */
public final class FailedRecords {

  /** Which processor failed, and why. */
  record Failure(String processor, Exception cause) {

    /** What happened, for people, without the credentials that an address in it may contain. */
    String message() {
      String said = String.valueOf(cause.getMessage()).replaceAll("//[^/@\\s]*@", "//***@");
      return processor + ": " + cause.getClass().getName() + ": " + said;
    }
  }

  private static final int REMEMBERED = 1000;
  private static final int MOST_A_MINUTE = 30;
  private static final long MINUTE_NANOS = 60_000_000_000L;

  private final Map<Object, Failure> failures = new Remembered<>();
  private final Map<Object, Failure> suspects = new Remembered<>();

  private final LongSupplier nanos;
  private long minuteBegan;
  private int thisMinute;

  /** No record has failed yet. */
  public FailedRecords() {
    this(System::nanoTime);
  }

  /**
   * The same by a clock of its own.
   *
   * @param nanos a clock that only goes forward, as {@link System#nanoTime()}
   */
  FailedRecords(LongSupplier nanos) {
    this.nanos = nanos;
    this.minuteBegan = nanos.getAsLong();
  }

  /**
   * Counts and remembers the failure of the record at a place, or of an item. Returns false when
   * there are too many failures.
   */
  synchronized boolean add(Object what, Failure failure) {
    if (!countAndMayGoOn()) {
      return false;
    }
    failures.put(what, failure);
    return true;
  }

  /**
   * Notes an item at which a record failed. When a second record fails at it, the item itself
   * counts as failed.
   */
  synchronized void suspect(Object item, Failure failure) {
    if (suspects.put(item, failure) != null) {
      failures.put(item, failure);
    }
  }

  synchronized Optional<Failure> find(Object what) {
    return Optional.ofNullable(failures.get(what));
  }

  /** Counts a failure; returns false when there are too many of them. */
  public synchronized boolean countAndMayGoOn() {
    long now = nanos.getAsLong();
    if (now - minuteBegan > MINUTE_NANOS) {
      minuteBegan = now;
      thisMinute = 0;
    }
    return ++thisMinute <= MOST_A_MINUTE;
  }

  /** A map that drops its oldest entry when it is full. */
  private static final class Remembered<V> extends LinkedHashMap<Object, V> {

    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Object, V> eldest) {
      return size() > REMEMBERED;
    }
  }
}
