package io.framewise.model.worker;

import io.framewise.model.loop.Pulse;
import io.framewise.platform.observe.Health;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Whether a worker gets on: its engine's thread lives and does not hang in a step, its model is
 * loaded and answers a word, and it is a member of the share group.
 */
final class WorkerHealth implements Health {

  /** A step that takes so many times the limit never ends. */
  private static final int HANGS = 10;

  private final Supplier<WorkerState> state;
  private final BooleanSupplier engineAlive;
  private final BooleanSupplier joined;
  private final Supplier<Optional<String>> canary;
  private final Pulse pulse;
  private final Duration stalledAfter;

  WorkerHealth(
      Supplier<WorkerState> state,
      BooleanSupplier engineAlive,
      BooleanSupplier joined,
      Supplier<Optional<String>> canary,
      Pulse pulse,
      Duration stalledAfter) {
    this.state = state;
    this.engineAlive = engineAlive;
    this.joined = joined;
    this.canary = canary;
    this.pulse = pulse;
    this.stalledAfter = stalledAfter;
  }

  @Override
  public Answer live() {
    WorkerState now = state.get();
    if (now instanceof WorkerState.Failed) {
      return new Answer(false, "the worker has failed, see its log");
    }
    if (now instanceof WorkerState.Running && !engineAlive.getAsBoolean()) {
      return new Answer(false, "the engine's thread is dead");
    }
    if (pulse.age().compareTo(stalledAfter.multipliedBy(HANGS)) > 0) {
      return new Answer(false, "a step of the model runs for " + pulse.age().toSeconds() + " s");
    }
    return new Answer(true, "worker " + name(now));
  }

  @Override
  public Answer ready() {
    Answer live = live();
    if (!live.up()) {
      return live;
    }
    WorkerState now = state.get();
    if (!(now instanceof WorkerState.Running)) {
      return new Answer(false, "worker " + name(now));
    }
    if (pulse.age().compareTo(stalledAfter) > 0) {
      return new Answer(false, "a step of the model runs for " + pulse.age().toSeconds() + " s");
    }
    Optional<String> trouble = canary.get();
    if (trouble.isPresent()) {
      return new Answer(false, trouble.get());
    }
    return joined.getAsBoolean()
        ? new Answer(true, "takes requests")
        : new Answer(false, "not a member of the share group, or Kafka does not answer");
  }

  private static String name(WorkerState state) {
    return state.getClass().getSimpleName().toLowerCase(Locale.ROOT);
  }
}
