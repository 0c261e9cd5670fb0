package io.framewise.streams.questions;

import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.WindowSpec;
import java.time.Instant;
import java.util.Optional;

/**
 * A question set that asks about a source, prepared for its frames.
 *
 * @param set the question set
 * @param windows the windows that it asks for about the source
 * @param hours the hours in which it asks; empty when it always asks
 */
public record Asking(QuestionSet set, WindowSpec windows, Optional<AskingHours> hours) {

  /** Prepares a valid set for a source. */
  public static Asking of(QuestionSet set, String sourceId) {
    return new Asking(
        set,
        WindowSpecs.of(set, sourceId),
        Optional.ofNullable(set.getSchedule()).map(AskingHours::of));
  }

  /** Id of the set. */
  public String id() {
    return set.getId();
  }

  /** Whether it asks about a window that begins at a point in event time. */
  public boolean includes(long startMs) {
    return hours.isEmpty() || hours.get().contains(Instant.ofEpochMilli(startMs));
  }
}
