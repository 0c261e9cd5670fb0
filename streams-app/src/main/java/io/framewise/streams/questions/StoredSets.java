package io.framewise.streams.questions;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.QuestionSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Where the question sets are kept. Blocking. Every method throws a {@link UserError} when the
 * broker, the topic or the registry is not there.
 */
public interface StoredSets {

  /** The sets by id; empty for a record that cannot be read. */
  Map<String, Optional<QuestionSet>> read();

  /** The highest version of each set that is or was there. */
  Map<String, Integer> lastVersions();

  /** Writes sets and returns when they are kept. */
  void put(List<QuestionSet> sets);

  /**
   * Removes a set and returns when that is kept. The version of the set is kept too, so that a new
   * set of the same id continues it.
   */
  void remove(String id);
}
