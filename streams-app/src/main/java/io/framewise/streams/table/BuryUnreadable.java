package io.framewise.streams.table;

import io.framewise.contract.avro.DeadLetter;
import io.framewise.streams.store.StateStores;
import io.framewise.streams.table.UnreadableRecords.Unreadable;
import java.time.Duration;
import java.util.Set;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.apache.kafka.streams.state.KeyValueStore;

/**
 * Writes a dead letter for each unreadable record of the global tables. Only one task of all
 * instances does it, and a store remembers which records are done, so that each gets one dead
 * letter. The processor ignores its input.
 */
public final class BuryUnreadable implements Processor<String, byte[], String, DeadLetter> {

  /** The state stores that it uses. */
  public static final Set<String> STORES = Set.of(StateStores.BURIED_THROUGH);

  private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

  private final UnreadableRecords unreadable;
  private ProcessorContext<String, DeadLetter> context;
  private KeyValueStore<String, Long> buriedThrough;

  /** A processor that buries the records in {@code unreadable}. */
  public BuryUnreadable(UnreadableRecords unreadable) {
    this.unreadable = unreadable;
  }

  @Override
  public void init(ProcessorContext<String, DeadLetter> context) {
    this.context = context;
    this.buriedThrough = context.getStateStore(StateStores.BURIED_THROUGH);
    if (context.taskId().partition() == 0) {
      context.schedule(LOOK_EVERY, PunctuationType.WALL_CLOCK_TIME, now -> bury());
    }
  }

  @Override
  public void process(Record<String, byte[]> record) {
    // The processor has a parent only so that it runs in a task.
  }

  private void bury() {
    for (Unreadable found : unreadable.all()) {
      long offset = found.place().offset();
      String partition = found.place().partition().toString();
      Long buried = buriedThrough.get(partition);
      if (buried == null || offset > buried) {
        buriedThrough.put(partition, offset);
        context.forward(found.letter());
      }
    }
  }
}
