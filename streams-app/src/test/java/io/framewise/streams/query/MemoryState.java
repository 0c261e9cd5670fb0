package io.framewise.streams.query;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AlertState;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.topic.TrustedRecords;
import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.store.Keys;
import io.framewise.streams.store.StateStores;
import io.framewise.testing.TestRecords;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The stores of an instance of several partitions, in memory. */
public final class MemoryState implements StateView {

  public static final Instant START = Instant.parse("2026-01-31T08:00:00Z");

  static {
    TrustedRecords.trust();
  }

  private boolean moving;
  private final List<Map<String, MemoryStore<?>>> partitions;
  private final Map<String, MemoryStore<?>> globals = new HashMap<>();

  public MemoryState(int partitions) {
    this.partitions =
        IntStream.range(0, partitions)
            .mapToObj(
                partition -> (Map<String, MemoryStore<?>>) new HashMap<String, MemoryStore<?>>())
            .toList();
  }

  public Queries queries() {
    return new Queries(this);
  }

  /** Puts an event into the history of a partition, made so many milliseconds after the start. */
  public AnalysisEvent event(int partition, String source, String id, long afterMs) {
    AnalysisEvent event = TestRecords.event(source, id, afterMs).build();
    put(partition, event);
    return event;
  }

  public void put(int partition, AnalysisEvent event) {
    this.<AnalysisEvent>at(partition, StateStores.EVENT_HISTORY)
        .put(Keys.inHistory(event), () -> event);
    source(partition, event.getSourceId());
  }

  /** A source of which frames came in a partition. */
  public void source(int partition, String source) {
    this.<SourceLedger>at(partition, StateStores.LEDGERS)
        .put(source, () -> SourceLedger.newBuilder().setReceived(1).build());
  }

  /** An alert that is open. */
  public void alert(int partition, Alert alert) {
    this.<Alert>at(partition, StateStores.ALERTS).put(alert.getAlertKey(), () -> alert);
  }

  /** A warning about people that was raised at the start. */
  public static Alert.Builder alertOf(String source) {
    return Alert.newBuilder()
        .setAlertKey(source + ":traffic:people")
        .setSourceId(source)
        .setQuestionSetId("traffic")
        .setQuestionId("people")
        .setState(AlertState.RAISED)
        .setEventId("e1")
        .setRaisedAt(START)
        .setChangedAt(START);
  }

  public void questionSet(QuestionSet set) {
    this.<QuestionSet>global(StateStores.QUESTION_SETS).put(set.getId(), () -> set);
  }

  @SuppressWarnings("unchecked") // each name has one type of value
  public <V> MemoryStore<V> at(int partition, String name) {
    return (MemoryStore<V>)
        partitions.get(partition).computeIfAbsent(name, made -> new MemoryStore<V>());
  }

  @SuppressWarnings("unchecked") // each name has one type of value
  public <V> MemoryStore<V> global(String name) {
    return (MemoryStore<V>) globals.computeIfAbsent(name, made -> new MemoryStore<V>());
  }

  /** Of several partitions all together, as the topology gives them. */
  @Override
  public <V> ReadOnlyKeyValueStore<String, V> store(String name) {
    if (globals.containsKey(name) || name.equals(StateStores.SOURCE_STATUSES)) {
      return global(name);
    }
    MemoryStore<V> all = new MemoryStore<>();
    for (int partition = 0; partition < partitions.size(); partition++) {
      this.<V>at(partition, name)
          .all()
          .forEachRemaining(entry -> all.put(entry.key, () -> entry.value));
    }
    return all;
  }

  /** Lets all state move, or settle. */
  public void move(boolean on) {
    moving = on;
  }

  @Override
  public boolean isHere(String sourceId) {
    return !moving;
  }

  @Override
  public List<AccountReader.Stores> partitions() {
    return IntStream.range(0, partitions.size())
        .<AccountReader.Stores>mapToObj(OnePartition::new)
        .toList();
  }

  private final class OnePartition implements AccountReader.Stores {

    private final int partition;

    OnePartition(int partition) {
      this.partition = partition;
    }

    @Override
    public <V> ReadOnlyKeyValueStore<String, V> store(String name) {
      return at(partition, name);
    }
  }
}
