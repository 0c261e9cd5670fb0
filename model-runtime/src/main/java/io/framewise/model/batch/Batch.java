package io.framewise.model.batch;

import java.util.List;

/**
 * What comes out of a batcher at once.
 *
 * @param due runs now, as one batch; empty when nothing is due
 * @param expired past its deadline: does not run any more
 */
public record Batch<T>(List<T> due, List<T> expired) {

  /** Copies the lists. */
  public Batch {
    due = List.copyOf(due);
    expired = List.copyOf(expired);
  }

  /** Whether there is nothing to do. */
  public boolean isEmpty() {
    return due.isEmpty() && expired.isEmpty();
  }
}
