package io.framewise.streams.query;

import java.time.Instant;
import java.util.Comparator;

/**
 * An event's entry in the history, without the event. A long list is made of entries, since the
 * events themselves may be a megabyte each.
 *
 * @param createdAt when the event was made
 * @param eventId its id
 * @param key its key in the history
 * @param stores the stores of its partition
 */
record HistoryEntry(Instant createdAt, String eventId, String key, AccountReader.Stores stores) {

  /** The newest first, and of one time in the order of the ids. */
  static final Comparator<HistoryEntry> NEWEST_FIRST =
      Comparator.comparing(HistoryEntry::createdAt).reversed().thenComparing(HistoryEntry::eventId);
}
