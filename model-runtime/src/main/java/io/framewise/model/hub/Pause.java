package io.framewise.model.hub;

import java.time.Duration;

/** How to wait before another try. */
@FunctionalInterface
interface Pause {

  /** Waits as long. */
  void last(Duration length) throws InterruptedException;
}
