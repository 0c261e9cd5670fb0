package io.framewise.connectors.publish;

import io.framewise.connectors.publish.SourceTally.Counts;
import io.framewise.connectors.publish.SourceTally.Fate;
import io.framewise.connectors.scene.SceneCondition;
import io.framewise.connectors.source.SourceLifecycle;
import io.framewise.connectors.source.SourceState;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.SourceStatus;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/**
 * What is known of one source: what it is, its state and its counts. Safe for use by several
 * threads.
 */
public final class TrackedSource {

  private static final double NANOS_PER_SECOND = 1e9;

  private final String sourceId;
  private final Domain domain;
  private final String kind;
  private final Map<String, String> labels;
  private final InstantSource clock;
  private final Instant startedAt;
  private final SourceLifecycle lifecycle;
  private final SourceTally tally = new SourceTally();
  private final AtomicLong waits = new AtomicLong();
  private final Rates rates = new Rates();
  private volatile long lastPicture;
  private volatile Instant lastPictureAt;
  private volatile String position;

  /** A source that starts now by {@code clock}. */
  public TrackedSource(
      String sourceId,
      Domain domain,
      String kind,
      Map<String, String> labels,
      InstantSource clock) {
    this.sourceId = sourceId;
    this.domain = domain;
    this.kind = kind;
    this.labels = Map.copyOf(labels);
    this.clock = clock;
    this.startedAt = clock.instant();
    this.lifecycle = new SourceLifecycle(sourceId);
  }

  /** Id of the source. */
  public String sourceId() {
    return sourceId;
  }

  /** What kind of pictures it delivers. */
  public Domain domain() {
    return domain;
  }

  /** Its state. */
  public SourceLifecycle lifecycle() {
    return lifecycle;
  }

  /** Whether it has ended and nothing of it is under way any more: its status stays as it is. */
  boolean finished() {
    return lifecycle.state().terminal() && tally.counts().underWay() == 0;
  }

  /** A picture has come. */
  void pictureCame() {
    lastPicture = System.nanoTime();
    lastPictureAt = clock.instant().truncatedTo(ChronoUnit.MILLIS);
  }

  /** Kafka has its pictures up to a position. */
  public void reached(String newPosition) {
    position = newPosition;
  }

  /** It could not be opened, or broke off, and waits. */
  void waited() {
    waits.incrementAndGet();
  }

  /** How often it could not be opened, or broke off, so far. */
  public long waits() {
    return waits.get();
  }

  /** Seconds since the last picture came; not a number before the first. */
  public double secondsSincePicture() {
    long last = lastPicture;
    return last == 0 ? Double.NaN : (System.nanoTime() - last) / NANOS_PER_SECOND;
  }

  SourceTally tally() {
    return tally;
  }

  /** Its status at {@code now}. */
  public SourceStatus status(Instant now) {
    SourceState state = lifecycle.state();
    Counts counts = tally.counts();
    Rates.Pace pace = rates.after(counts.captured(), counts.of(Fate.PUBLISHED), System.nanoTime());
    return SourceStatus.newBuilder()
        .setSourceId(sourceId)
        .setDomain(domain)
        .setKind(kind)
        .setLabels(labels)
        .setState(written(state))
        .setMessage(state.message().orElse(null))
        .setCaptured(counts.captured())
        .setPublished(counts.of(Fate.PUBLISHED))
        .setRateCapped(counts.of(Fate.RATE_CAPPED))
        .setShed(counts.of(Fate.SHED))
        .setDeadLettered(counts.of(Fate.DEAD_LETTERED))
        .setFailed(counts.of(Fate.FAILED))
        .setStartedAt(startedAt)
        .setUpdatedAt(now)
        .setUnchanged(counts.of(Fate.UNCHANGED))
        .setWaits(waits.get())
        .setLastPictureAt(lastPictureAt)
        .setPicturesPerSecond(pace.captured())
        .setFramesPerSecond(pace.published())
        .setConditions(lifecycle.conditions().stream().map(TrackedSource::written).toList())
        .setPosition(position)
        .build();
  }

  private static io.framewise.contract.avro.SourceCondition written(SceneCondition holds) {
    return new io.framewise.contract.avro.SourceCondition(
        holds.condition().written(), holds.condition().meaning(), holds.since());
  }

  private static io.framewise.contract.avro.SourceState written(SourceState state) {
    if (state instanceof SourceState.Starting) {
      return io.framewise.contract.avro.SourceState.STARTING;
    }
    if (state instanceof SourceState.Running) {
      return io.framewise.contract.avro.SourceState.RUNNING;
    }
    if (state instanceof SourceState.Stalled || state instanceof SourceState.Waiting) {
      return io.framewise.contract.avro.SourceState.STALLED;
    }
    if (state instanceof SourceState.Ended) {
      return io.framewise.contract.avro.SourceState.ENDED;
    }
    return state instanceof SourceState.Broken
        ? io.framewise.contract.avro.SourceState.BROKEN
        : io.framewise.contract.avro.SourceState.STOPPED;
  }
}
