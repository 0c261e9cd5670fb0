package io.framewise.connectors.publish;

import java.util.EnumMap;
import java.util.Map;

/** Counts how the pictures of one source ended. Safe for use by several threads. */
final class SourceTally {

  /** The ways in which a picture ends. */
  enum Fate {
    PUBLISHED,
    RATE_CAPPED,
    UNCHANGED,
    SHED,
    DEAD_LETTERED,
    FAILED
  }

  /**
   * The counts at one moment.
   *
   * @param captured pictures that the source delivered
   * @param ended how many of them ended in which way
   */
  record Counts(long captured, Map<Fate, Long> ended) {

    /** How many pictures ended so. */
    long of(Fate fate) {
      return ended.getOrDefault(fate, 0L);
    }

    /** Pictures that have not ended yet. */
    long underWay() {
      return captured - ended.values().stream().mapToLong(Long::longValue).sum();
    }
  }

  private long captured;
  private final EnumMap<Fate, Long> ended = new EnumMap<>(Fate.class);

  /** Counts a picture that the source delivered and returns its number, from 0. */
  synchronized long capture() {
    return captured++;
  }

  /** Counts the end of a captured picture. */
  synchronized void end(Fate fate) {
    ended.merge(fate, 1L, Long::sum);
  }

  /** The counts now. */
  synchronized Counts counts() {
    return new Counts(captured, new EnumMap<>(ended));
  }
}
