package io.framewise.streams.table;

import io.framewise.contract.avro.DeadLetter;
import io.framewise.platform.topic.RecordPlace;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The unreadable records that this process found on the topics of the global tables. Every instance
 * reads the tables at each start, and the processor of a global table cannot write to a topic. So
 * {@link BuryUnreadable} in one task writes the dead letters, one for each record. Safe for use by
 * several threads.
 */
public final class UnreadableRecords {

  private static final int REMEMBERED = 1000;

  /** By offset within a partition: a partition's records are buried in that order. */
  private static final Comparator<RecordPlace> ORDER =
      Comparator.comparing((RecordPlace place) -> place.partition().toString())
          .thenComparingLong(RecordPlace::offset);

  private final TreeMap<RecordPlace, Unreadable> found = new TreeMap<>(ORDER);

  private boolean closed;

  /** An unreadable record and its dead letter. */
  record Unreadable(RecordPlace place, Record<String, DeadLetter> letter) {}

  synchronized void add(RecordPlace place, Record<String, DeadLetter> letter) {
    found.put(place, new Unreadable(place, letter));
    if (found.size() > REMEMBERED) {
      found.pollFirstEntry();
    }
  }

  /** The unreadable records, ordered by offset within each partition. */
  synchronized List<Unreadable> all() {
    return List.copyOf(found.values());
  }

  /** Stops reading the tables: a table that waits for the registry gives up. */
  public synchronized void close() {
    closed = true;
  }

  synchronized boolean isClosed() {
    return closed;
  }
}
