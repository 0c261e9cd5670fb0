package io.framewise.streams.questions;

import io.framewise.contract.avro.QuestionSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A question set that is to be put in force.
 *
 * @param set the set with the version that it gets
 * @param isNew whether there is none of its id
 * @param differences what differs from the set that is there, a line each, for people
 */
public record PlannedSet(QuestionSet set, boolean isNew, List<String> differences) {

  /**
   * What putting some sets would change: each that is new or differs gets the next version.
   *
   * @param wanted the sets; their versions are written over
   * @param before what is there, as {@link StoredSets#read}
   * @param versions the last versions, as {@link StoredSets#lastVersions}
   */
  public static List<PlannedSet> of(
      List<QuestionSet> wanted,
      Map<String, Optional<QuestionSet>> before,
      Map<String, Integer> versions) {
    List<PlannedSet> planned = new ArrayList<>();
    for (QuestionSet set : wanted) {
      Optional<QuestionSet> known = before.getOrDefault(set.getId(), Optional.empty());
      set.setVersion(versions.getOrDefault(set.getId(), 0));
      List<String> differences = known.map(old -> RecordChanges.of(old, set)).orElse(List.of());
      if (known.isEmpty() || !differences.isEmpty()) {
        set.setVersion(set.getVersion() + 1);
      }
      planned.add(new PlannedSet(set, known.isEmpty(), differences));
    }
    return planned;
  }

  /** Whether putting it changes anything. */
  public boolean isChange() {
    return isNew || !differences.isEmpty();
  }
}
