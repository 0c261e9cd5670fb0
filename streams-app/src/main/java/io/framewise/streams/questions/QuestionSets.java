package io.framewise.streams.questions;

import static io.framewise.platform.observe.LogKeys.QUESTION_SET_ID;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.contract.source.SourceLabels;
import io.framewise.streams.store.StateStores;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.streams.KeyValue;
import org.apache.kafka.streams.processor.api.ProcessingContext;
import org.apache.kafka.streams.state.KeyValueIterator;
import org.apache.kafka.streams.state.ReadOnlyKeyValueStore;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The question sets in force and the labels of sources. They are read from the global stores at
 * most once a second, so that a change is in force about a second after it is on its topic.
 */
public final class QuestionSets {

  private static final Logger LOG = LoggerFactory.getLogger(QuestionSets.class);
  private static final long REFRESH_MS = 1000;

  private final ProcessingContext context;
  private final ReadOnlyKeyValueStore<String, QuestionSet> store;
  private final ReadOnlyKeyValueStore<String, SourceStatus> statuses;

  /**
   * By domain and source, the sets that ask; found at the first frame of a source after each
   * refresh.
   */
  private final Map<Domain, Map<String, List<Asking>>> asking = new EnumMap<>(Domain.class);

  /** By id, the sets that were read last, with their problems. */
  private final Map<String, Checked> checked = new HashMap<>();

  private List<QuestionSet> inForce = List.of();
  private long refreshedAtMs = Long.MIN_VALUE;

  /** The question sets as the task of {@code context} sees them. Confined to its thread. */
  public QuestionSets(ProcessingContext context) {
    this.context = context;
    this.store = context.getStateStore(StateStores.QUESTION_SETS);
    this.statuses = context.getStateStore(StateStores.SOURCE_STATUSES);
  }

  /** The sets that ask about a source, in the order of their ids. */
  public List<Asking> asking(String sourceId, Domain domain) {
    refreshWhenDue();
    Map<String, List<Asking>> ofDomain = asking.computeIfAbsent(domain, one -> new HashMap<>());
    List<Asking> known = ofDomain.get(sourceId);
    if (known == null) {
      known = load(sourceId, domain);
      ofDomain.put(sourceId, known);
    }
    return known;
  }

  private List<Asking> load(String sourceId, Domain domain) {
    return inForce.stream()
        .filter(set -> set.getDomain() == domain)
        .filter(set -> set.getSourceIds().isEmpty() || set.getSourceIds().contains(sourceId))
        .filter(
            set ->
                set.getLabels().isEmpty()
                    || SourceLabels.haveAll(labels(sourceId), set.getLabels()))
        .map(set -> Asking.of(set, sourceId))
        .toList();
  }

  /** The labels in the status of a source; a source without a status has none. */
  private Map<String, String> labels(String sourceId) {
    SourceStatus status = statuses.get(sourceId);
    return status == null ? Map.of() : status.getLabels();
  }

  /** A set by its id, when it is in force. */
  public Optional<QuestionSet> find(String id) {
    refreshWhenDue();
    return inForce.stream().filter(set -> set.getId().equals(id)).findFirst();
  }

  /**
   * One version of a set, if it is in force. Reads the stores again when the version is unknown,
   * because an event may name a version that is newer than the last reading.
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
    asking.clear();
    refreshedAtMs = context.currentSystemTimeMs();
  }

  private void refreshWhenDue() {
    long now = context.currentSystemTimeMs();
    if (now - refreshedAtMs >= REFRESH_MS || refreshedAtMs == Long.MIN_VALUE) {
      refresh();
    }
  }

  private record Checked(QuestionSet set, String problems) {}

  /** The problems of a set. It is checked again only when it has changed. */
  private Checked checked(String id, QuestionSet set) {
    Checked known = checked.get(id);
    if (known != null && known.set().equals(set)) {
      return known;
    }
    Checked now = new Checked(set, String.join("; ", QuestionSetRules.problems(id, set)));
    checked.put(id, now);
    if (!now.problems().isEmpty() && (known == null || !known.problems().equals(now.problems()))) {
      LOG.atWarn()
          .addKeyValue(QUESTION_SET_ID, id)
          .log("a question set is not in force: {}", now.problems());
    }
    return now;
  }

  private List<QuestionSet> load() {
    List<QuestionSet> sets = new ArrayList<>();
    Set<String> there = new HashSet<>();
    try (KeyValueIterator<String, QuestionSet> all = store.all()) {
      while (all.hasNext()) {
        KeyValue<String, QuestionSet> entry = all.next();
        there.add(entry.key);
        Checked one = checked(entry.key, entry.value);
        if (one.problems().isEmpty() && one.set().getEnabled()) {
          sets.add(one.set());
        }
      }
    }
    checked.keySet().retainAll(there);
    sets.sort(Comparator.comparing(QuestionSet::getId));
    return List.copyOf(sets);
  }
}
