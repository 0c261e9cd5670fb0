package io.framewise.streams.ledger;

import io.framewise.streams.store.Minutes;
import java.time.Instant;

/**
 * Whole minutes of event time: what accounts can be asked for.
 *
 * @param from begin of the first minute
 * @param to end of the last, exclusive
 */
public record MinuteRange(Instant from, Instant to) {

  /** The minutes that hold any of the time from {@code from} to before {@code to}. */
  public static MinuteRange around(Instant from, Instant to) {
    long end = Minutes.begin(to.toEpochMilli() + Minutes.MINUTE_MS - 1);
    return new MinuteRange(
        Instant.ofEpochMilli(Minutes.begin(from.toEpochMilli())), Instant.ofEpochMilli(end));
  }
}
