package io.framewise.streams.failure;

import io.framewise.contract.avro.Stage;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The records of the global tables' topics that this process found unreadable. Tables are read by
 * every instance at every start, and cannot write: {@link BuryUnreadable} of one task makes each
 * record a dead letter once. Safe for use by several threads.
 */
public final class UnreadableRecords {

  /**
   * One of them.
   *
   * @param stage stage of its dead letter
   * @param original the record as it lies on its topic
   * @param message what is wrong with it
   */
  record Unreadable(Stage stage, ConsumerRecord<String, byte[]> original, String message) {

    String place() {
      return original.topic() + "-" + original.partition();
    }
  }

  private static final int REMEMBERED = 1000;

  private final TreeMap<ConsumerRecord<String, byte[]>, Unreadable> found =
      new TreeMap<>(
          Comparator.comparing((ConsumerRecord<String, byte[]> record) -> record.topic())
              .thenComparing(ConsumerRecord::partition)
              .thenComparing(ConsumerRecord::offset));

  synchronized void add(Unreadable unreadable) {
    found.put(unreadable.original(), unreadable);
    if (found.size() > REMEMBERED) {
      found.pollFirstEntry();
    }
  }

  /** In the order of their offsets. */
  synchronized List<Unreadable> all() {
    return new ArrayList<>(found.values());
  }
}
