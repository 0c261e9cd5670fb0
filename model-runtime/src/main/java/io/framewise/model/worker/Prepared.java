package io.framewise.model.worker;

import io.framewise.model.engine.Look;
import java.time.Duration;

/**
 * A request that is ready for the model.
 *
 * @param queue from the request's creation to the start of its batch
 * @param fetch reading the pixels
 * @param preprocess decoding, tiling and normalising
 */
record Prepared(Job job, Look look, Duration queue, Duration fetch, Duration preprocess)
    implements AutoCloseable {

  /** Lets go of what the look holds in the engine's cache; idempotent. */
  @Override
  public void close() {
    look.close();
  }
}
