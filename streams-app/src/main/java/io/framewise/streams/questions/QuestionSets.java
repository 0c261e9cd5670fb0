package io.framewise.streams.questions;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.contract.source.SourceLabels;
import io.framewise.streams.store.StateStores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The question sets in force and the labels of the sources that they ask about, read from the
 * global stores at most once a second: a change is in force a second after it is on its topic.
 */
public final class QuestionSets {

  private static final Logger LOG = LoggerFactory.getLogger(QuestionSets.class);
  private static final long REFRESH_MS = 1000;

  private final ProcessingContext context;
  private final ReadOnlyKeyValueStore<String, QuestionSet> store;
  private final ReadOnlyKeyValueStore<String, SourceStatus> statuses;
  private final Map<String, Map<String, String>> labels = new HashMap<>();
  private final Map<String, String> warned = new HashMap<>();
  private List<QuestionSet> inForce = List.of();
  private long refreshedAtMs = Long.MIN_VALUE;

  /** The question sets as the task of {@code context} sees them. Confined to its thread. */
  public QuestionSets(ProcessingContext context) {
    this.context = context;
    this.store = context.getStateStore(StateStores.QUESTION_SETS);
    this.statuses = context.getStateStore(StateStores.SOURCE_STATUSES);
  }

  /** The sets that ask about a source, in the order of their ids. */
  public List<QuestionSet> asking(String sourceId, Domain domain) {
    return inForce().stream()
        .filter(set -> set.getDomain() == domain)
        .filter(set -> set.getSourceIds().isEmpty() || set.getSourceIds().contains(sourceId))
        .filter(
            set ->
                set.getLabels().isEmpty()
                    || SourceLabels.haveAll(labels(sourceId), set.getLabels()))
        .toList();
  }

  /** What its connector says; a source that none speaks of has no labels. */
  private Map<String, String> labels(String sourceId) {
    return labels.computeIfAbsent(
        sourceId,
        id -> {
          SourceStatus status = statuses.get(id);
          return status == null ? Map.of() : status.getLabels();
        });
  }

  /** A set by its id, when it is in force. */
  public Optional<QuestionSet> find(String id) {
    return inForce().stream().filter(set -> set.getId().equals(id)).findFirst();
  }

  /**
   * One version of a set, when it is in force. What an event says of a set may be newer than what
   * was last read.
   */
  public Optional<QuestionSet> find(String id, int version) {
    Optional<QuestionSet> found = ofVersion(id, version);
    if (found.isEmpty()) {
      refresh();
    }
    return found.or(() -> ofVersion(id, version));
  }

  private Optional<QuestionSet> ofVersion(String id, int version) {
    return find(id).filter(set -> set.getVersion() == version);
  }

  private void refresh() {
    inForce = load();
    labels.clear();
    refreshedAtMs = context.currentSystemTimeMs();
  }

  private List<QuestionSet> inForce() {
    long now = context.currentSystemTimeMs();
    if (now - refreshedAtMs >= REFRESH_MS || refreshedAtMs == Long.MIN_VALUE) {
      refresh();
    }
    return inForce;
  }

  private void warnOnce(String id, String problems) {
    if (!problems.equals(warned.put(id, problems))) {
      LOG.warn("question set {} is not in force: {}", id, problems);
    }
  }

  private List<QuestionSet> load() {
    List<QuestionSet> sets = new ArrayList<>();
    try (KeyValueIterator<String, QuestionSet> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, QuestionSet> entry = all.next();
        List<String> problems = QuestionSetRules.problems(entry.key, entry.value);
        if (!problems.isEmpty()) {
          warnOnce(entry.key, String.join("; ", problems));
        } else if (entry.value.getEnabled()) {
          sets.add(entry.value);
        }
      }
    }
    sets.sort(Comparator.comparing(QuestionSet::getId));
    return List.copyOf(sets);
  }
}
