package io.framewise.connectors;

import io.framewise.connectors.source.Earlier;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.SourceState;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.topic.CompactedTopic;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.common.errors.TimeoutException;

/** What the statuses of sources say of where they were before. Confined to one thread. */
final class EarlierRuns {

  // Many sources begin at once, and one reading does for all of them. A status that is older than
  // the newest costs a few frames that are sent again, under the ids that they have.
  private static final long KEPT_NANOS = TimeUnit.SECONDS.toNanos(1);

  private final CompactedTopic<SourceStatus> topic;
  private Map<String, Optional<SourceStatus>> known = Map.of();
  private Long readAt;

  EarlierRuns(KafkaSettings kafka, SchemaRegistry registry) {
    this.topic = new CompactedTopic<>(kafka, kafka.topics().sources(), registry);
  }

  /**
   * What is known of a source.
   *
   * @param definedAt when its definition was written
   * @throws TimeoutException when the statuses cannot be read for now
   */
  Earlier of(String sourceId, Instant definedAt) {
    if (readAt == null || System.nanoTime() - readAt > KEPT_NANOS) {
      try {
        known = topic.read();
        readAt = System.nanoTime();
      } catch (UserError e) {
        throw new TimeoutException(e.getMessage(), e);
      }
    }
    Optional<SourceStatus> status = known.getOrDefault(sourceId, Optional.empty());
    return new Earlier(
        Long.toString(definedAt.toEpochMilli()),
        status.map(SourceStatus::getPosition),
        status.map(EarlierRuns::isThrough).orElse(false));
  }

  private static boolean isThrough(SourceStatus status) {
    long done =
        status.getPublished()
            + status.getRateCapped()
            + status.getUnchanged()
            + status.getShed()
            + status.getDeadLettered()
            + status.getFailed();
    return status.getState() == SourceState.ENDED && done == status.getCaptured();
  }
}
