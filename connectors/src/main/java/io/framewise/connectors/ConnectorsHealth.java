package io.framewise.connectors;

import io.framewise.connectors.publish.StatusPublisher;
import io.framewise.contract.avro.SourceState;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.platform.observe.Health;
import java.time.Duration;
import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Whether the connectors get on: their thread of statuses lives, and Kafka acknowledges what it
 * sends. A source that has broken off is told by name, but the others go on, so that the process is
 * still ready.
 */
final class ConnectorsHealth implements Health {

  private static final Duration LEAST_PATIENCE = Duration.ofSeconds(10);
  private static final int MISSED = 3;

  private final StatusPublisher publisher;
  private final BooleanSupplier following;
  private final Supplier<List<SourceStatus>> statuses;
  private final Duration patience;

  ConnectorsHealth(
      StatusPublisher publisher,
      BooleanSupplier following,
      Supplier<List<SourceStatus>> statuses,
      Duration interval) {
    this.publisher = publisher;
    this.following = following;
    this.statuses = statuses;
    Duration missed = interval.multipliedBy(MISSED);
    this.patience = missed.compareTo(LEAST_PATIENCE) > 0 ? missed : LEAST_PATIENCE;
  }

  @Override
  public Answer live() {
    if (!publisher.isAlive()) {
      return new Answer(false, "the sources have been stopped");
    }
    return following.getAsBoolean()
        ? new Answer(true, "running")
        : new Answer(false, "the definitions of sources are not followed any more, see the log");
  }

  @Override
  public Answer ready() {
    Answer live = live();
    if (!live.up()) {
      return live;
    }
    Duration silence = Duration.ofNanos(System.nanoTime() - publisher.lastAcknowledged());
    if (publisher.expectsMore() && silence.compareTo(patience) > 0) {
      return new Answer(false, "Kafka has acknowledged nothing for " + silence.toSeconds() + " s");
    }
    List<String> broken =
        statuses.get().stream()
            .filter(status -> status.getState() == SourceState.BROKEN)
            .map(SourceStatus::getSourceId)
            .toList();
    if (!broken.isEmpty() && broken.size() == statuses.get().size()) {
      return new Answer(false, "every source has broken off");
    }
    return new Answer(
        true,
        broken.isEmpty()
            ? "every source runs or has come to its end"
            : "broken off: " + String.join(", ", broken));
  }
}
