package io.framewise.streams.api;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.streams.questions.StoredSets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;

/** Question sets in memory, or out of reach. */
final class MemorySets implements StoredSets {

  private final Map<String, QuestionSet> sets = new ConcurrentSkipListMap<>();
  private final Map<String, Integer> versions = new ConcurrentSkipListMap<>();
  private volatile boolean away;

  /** Lets it answer nothing, as when Kafka is not there. */
  void goAway() {
    away = true;
  }

  private void require() {
    if (away) {
      throw new UserError("the broker is not there", "start it");
    }
  }

  @Override
  public Map<String, Optional<QuestionSet>> read() {
    require();
    Map<String, Optional<QuestionSet>> read = new TreeMap<>();
    sets.forEach((id, set) -> read.put(id, Optional.of(QuestionSet.newBuilder(set).build())));
    return read;
  }

  @Override
  public Map<String, Integer> lastVersions() {
    require();
    return new TreeMap<>(versions);
  }

  @Override
  public void put(List<QuestionSet> put) {
    require();
    put.forEach(
        set -> {
          sets.put(set.getId(), set);
          versions.put(set.getId(), set.getVersion());
        });
  }

  @Override
  public void remove(String id) {
    require();
    sets.remove(id);
  }
}
