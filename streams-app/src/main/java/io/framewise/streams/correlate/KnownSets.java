package io.framewise.streams.correlate;

import io.framewise.contract.avro.QuestionSet;
import io.framewise.streams.store.StateStores;
import java.util.HashSet;
import java.util.Set;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;

/** The ids of all question sets, in force or not. Confined to a task's thread. */
final class KnownSets {

  private final ReadOnlyKeyValueStore<String, QuestionSet> store;
  private Set<String> before = Set.of();
  private boolean listed;

  KnownSets(ProcessingContext context) {
    this.store = context.getStateStore(StateStores.QUESTION_SETS);
  }

  boolean isThere(String id) {
    return store.get(id) != null;
  }

  /** Whether there are other sets than at the last call. */
  boolean haveChanged() {
    Set<String> now = new HashSet<>();
    try (KeyValueIterator<String, QuestionSet> all = store.all()) {
      all.forEachRemaining(entry -> now.add(entry.key));
    }
    boolean changed = !listed || !now.equals(before);
    before = now;
    listed = true;
    return changed;
  }
}
