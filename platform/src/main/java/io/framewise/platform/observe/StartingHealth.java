package io.framewise.platform.observe;

import java.util.concurrent.atomic.AtomicReference;

/**
 * The health of a process that is starting: alive, but not ready, until the part that knows better
 * is there.
 */
public final class StartingHealth implements Health {

  private final String doing;
  private final AtomicReference<Health> started = new AtomicReference<>();

  /** A process that is {@code doing} something first, such as "loading the model". */
  public StartingHealth(String doing) {
    this.doing = doing;
  }

  /** The start is over; from now on {@code health} answers. */
  public void started(Health health) {
    started.set(health);
  }

  @Override
  public Answer live() {
    Health health = started.get();
    return health == null ? new Answer(true, doing) : health.live();
  }

  @Override
  public Answer ready() {
    Health health = started.get();
    return health == null ? new Answer(false, doing) : health.ready();
  }
}
