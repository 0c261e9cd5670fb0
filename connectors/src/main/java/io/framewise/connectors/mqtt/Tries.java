package io.framewise.connectors.mqtt;

import io.framewise.platform.topic.RecordPlace;
import java.util.Optional;

/** Counts how often the same record has failed in a row. Confined to one thread. */
final class Tries {

  static final int MOST = 5;

  private Optional<RecordPlace> failing = Optional.empty();
  private int count;

  /** Takes note that a record has failed; returns whether it is not to be tried again. */
  boolean areUsedUp(RecordPlace place) {
    count = failing.filter(place::equals).isPresent() ? count + 1 : 1;
    failing = Optional.of(place);
    return count >= MOST;
  }
}
