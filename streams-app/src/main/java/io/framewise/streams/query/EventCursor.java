package io.framewise.streams.query;

import java.time.DateTimeException;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;

/**
 * A place in a list of events, which goes from the newest to the oldest, and of one time in the
 * order of the ids. Written as {@code 2026-01-31T08:00:00Z~id}; the id is empty before all events
 * of that time.
 *
 * @param createdAt when the event was made
 * @param eventId its id
 */
public record EventCursor(Instant createdAt, String eventId) implements Comparable<EventCursor> {

  private static final int LONGEST = 300;
  private static final Comparator<EventCursor> ORDER =
      Comparator.comparing(EventCursor::createdAt).reversed().thenComparing(EventCursor::eventId);

  /** Reads what {@link #toString()} writes; empty when it is something else. */
  public static Optional<EventCursor> parse(String text) {
    int tilde = text.indexOf('~');
    if (tilde < 0 || text.length() > LONGEST) {
      return Optional.empty();
    }
    try {
      return Optional.of(Instant.parse(text.substring(0, tilde)))
          .filter(at -> !at.isBefore(Instant.EPOCH))
          .map(at -> new EventCursor(at, text.substring(tilde + 1)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  @Override
  public int compareTo(EventCursor other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return createdAt + "~" + eventId;
  }
}
