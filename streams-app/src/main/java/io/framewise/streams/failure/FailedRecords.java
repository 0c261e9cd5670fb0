package io.framewise.streams.failure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;

/**
 * The records, and other items of work, of this process that made a processor fail, remembered
 * until they have been read again and buried. Safe for use by several threads.
 *
 * <p>Only so many may fail within a minute: beyond that it is not the records.
 */
public final class FailedRecords {

  /** What a record did to which processor. */
  record Failure(String processor, Exception cause) {

    /** What happened, without the credentials that an address in it may have. */
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
   * Counts and remembers the failure of a record's place or of an item; returns false when there
   * are too many of them.
   */
  synchronized boolean add(Object what, Failure failure) {
    if (!countAndMayGoOn()) {
      return false;
    }
    failures.put(what, failure);
    return true;
  }

  /** An item at which a record broke; at the second time it has failed itself. */
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

  /** The newest so many of them. */
  private static final class Remembered<V> extends LinkedHashMap<Object, V> {

    private static final long serialVersionUID = 1L;

    @Override
    protected boolean removeEldestEntry(Map.Entry<Object, V> eldest) {
      return size() > REMEMBERED;
    }
  }
}
