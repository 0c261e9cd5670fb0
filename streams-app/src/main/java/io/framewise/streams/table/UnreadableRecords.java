package io.framewise.streams.table;

import io.framewise.contract.avro.DeadLetter;
import io.framewise.platform.topic.RecordPlace;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.streams.processor.api.Record;

/**
 * The records of the global tables' topics that this process found unreadable. Tables are read by
 * every instance at every start, and cannot write: {@link BuryUnreadable} of one task makes each
 * record a dead letter once. Safe for use by several threads.
 */
public final class UnreadableRecords {

  private static final int REMEMBERED = 1000;

  /** By offset within a partition: a partition's records are buried in that order. */
  private static final Comparator<RecordPlace> ORDER =
      Comparator.comparing((RecordPlace place) -> place.partition().toString())
          .thenComparingLong(RecordPlace::offset);

  private final TreeMap<RecordPlace, Unreadable> found = new TreeMap<>(ORDER);

  private boolean closed;

  /** One of them, and what will be written of it. */
  record Unreadable(RecordPlace place, Record<String, DeadLetter> letter) {}

  synchronized void add(RecordPlace place, Record<String, DeadLetter> letter) {
    found.put(place, new Unreadable(place, letter));
    if (found.size() > REMEMBERED) {
      found.pollFirstEntry();
    }
  }

  /** In the order of their places. */
  synchronized List<Unreadable> all() {
    return List.copyOf(found.values());
  }

  /** From now on the tables are read no further: nothing waits for the registry any more. */
  public synchronized void close() {
    closed = true;
  }

  synchronized boolean isClosed() {
    return closed;
  }
}
