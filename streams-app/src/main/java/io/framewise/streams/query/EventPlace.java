package io.framewise.streams.query;

import java.time.Instant;
import java.util.Comparator;

/**
 * Where an event lies in the history: what a long list is made of, since the events themselves may
 * be a megabyte each.
 *
 * @param createdAt when the event was made
 * @param eventId its id
 * @param key its key in the history
 * @param stores the stores of its partition
 */
record EventPlace(Instant createdAt, String eventId, String key, AccountReader.Stores stores) {

  /** The newest first, and of one time in the order of the ids. */
  static final Comparator<EventPlace> NEWEST_FIRST =
      Comparator.comparing(EventPlace::createdAt).reversed().thenComparing(EventPlace::eventId);
}
