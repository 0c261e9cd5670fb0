package io.framewise.streams.failure;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The records of this process that made a processor fail, remembered until they have been read
 * again and buried. Safe for use by several threads.
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

  private final Map<Place, Failure> failures =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Place, Failure> eldest) {
          return size() > REMEMBERED;
        }
      };

  private long minuteBegan = System.nanoTime();
  private int thisMinute;

  /** Remembers a failure; returns false when there are too many of them. */
  synchronized boolean add(Place place, Failure failure) {
    if (!mayFail()) {
      return false;
    }
    failures.put(place, failure);
    return true;
  }

  synchronized Optional<Failure> find(Place place) {
    return Optional.ofNullable(failures.get(place));
  }

  /** Counts a failure; returns false when there are too many of them. */
  public synchronized boolean mayFail() {
    long now = System.nanoTime();
    if (now - minuteBegan > MINUTE_NANOS) {
      minuteBegan = now;
      thisMinute = 0;
    }
    return ++thisMinute <= MOST_A_MINUTE;
  }
}
