package io.framewise.model.worker;

import java.time.Duration;
import java.time.Instant;

/**
 * What a request waited for before the model began with it.
 *
 * @param queue everything but its pixels
 * @param fetch reading the pixels
 * @param preprocess decoding, tiling and normalising
 */
record Waits(Duration queue, Duration fetch, Duration preprocess) {

  /** Of a request that was created at one time and begun at another. */
  static Waits between(Instant created, Instant begun, Duration fetch, Duration preprocess) {
    Duration queue = Duration.between(created, begun).minus(fetch).minus(preprocess);
    return new Waits(queue.isNegative() ? Duration.ZERO : queue, fetch, preprocess);
  }
}
