package io.framewise.connectors.scene;

import java.time.Instant;
import java.util.Optional;

/** What becomes of a picture at the change gate. */
public sealed interface GateVerdict {

  /** It looks different, or nobody compares: it goes on. */
  record Changed() implements GateVerdict {}

  /**
   * It looks the same and goes on all the same, since the last one that went on is old by now.
   *
   * @param sinceMicros event time of the picture that it looks like
   */
  record Unchanged(long sinceMicros) implements GateVerdict {}

  /** It looks the same and is left out. */
  record LeftOut() implements GateVerdict {}

  /** The time from which on all pictures look the same; empty where this one looks different. */
  default Optional<Instant> unchangedSince() {
    return this instanceof Unchanged unchanged
        ? Optional.of(Instant.ofEpochMilli(Math.floorDiv(unchanged.sinceMicros(), MICROS)))
        : Optional.empty();
  }

  /** Microseconds in a millisecond. */
  long MICROS = 1_000;
}
