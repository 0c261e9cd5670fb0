package io.framewise.connectors;

import static io.framewise.platform.observe.LogKeys.SOURCE_ID;

import io.framewise.connectors.capture.CapturePool;
import io.framewise.connectors.publish.RecordSender;
import io.framewise.connectors.publish.RecordWriter;
import io.framewise.connectors.publish.SourceChannel;
import io.framewise.connectors.publish.StatusPublisher;
import io.framewise.connectors.publish.TrackedSource;
import io.framewise.connectors.sampling.Pacer;
import io.framewise.connectors.settings.ConnectorsSettings;
import io.framewise.connectors.settings.PublisherSettings;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.connectors.source.SourceRunner;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.platform.observe.Health;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.setup.TopicSetup;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * All sources of one process and the producer they share. Running from {@link #start} on. Safe for
 * use by several threads.
 */
public final class ConnectorsApp implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectorsApp.class);

  private record Running(TrackedSource tracked, SourceChannel channel, SourceRunner runner) {}

  private final Clock clock = Clock.systemUTC();
  private final RecordSender sender;
  private final CapturePool pool;
  private final StatusPublisher statusPublisher;
  private final Duration stopLimit;
  private final Duration statusInterval;
  private final List<Running> sources = new ArrayList<>();
  private boolean stopped;

  private ConnectorsApp(
      KafkaSettings kafka,
      SchemaRegistry registry,
      ConnectorsSettings settings,
      Map<String, String> environment) {
    PublisherSettings publisher = settings.publisher();
    long frameBytes = (long) publisher.maxInFlightBytes() * Math.max(1, settings.sources().size());
    this.stopLimit = publisher.stopLimit();
    this.statusInterval = publisher.statusInterval();
    this.sender = RecordSender.connect(kafka, frameBytes, stopLimit);
    RecordWriter writer = new RecordWriter(kafka.topics(), registry, clock);
    this.statusPublisher = new StatusPublisher(sender, writer, publisher);
    this.pool =
        new CapturePool(settings.capture().sourcesPerProcess(), settings.capture().memoryLimit());
    SourceFactory factory = new SourceFactory(pool, environment, clock, Pacer.Sleeper.real());
    settings
        .sources()
        .forEach((id, source) -> sources.add(prepare(id, source, writer, publisher, factory)));
  }

  private Running prepare(
      String id,
      SourceSettings settings,
      RecordWriter writer,
      PublisherSettings publisher,
      SourceFactory factory) {
    TrackedSource tracked =
        new TrackedSource(
            id, settings.domain(), settings.kind().written(), settings.labels(), clock.instant());
    SourceChannel channel =
        new SourceChannel(tracked, sender, writer, settings.whenStalled(), publisher);
    SourceRunner runner =
        new SourceRunner(id, factory.create(id, settings), channel, tracked.lifecycle());
    return new Running(tracked, channel, runner);
  }

  /**
   * Sets up the topics and starts every source.
   *
   * @throws UserError when broker or registry stay away, or a file or folder is not there
   */
  public static ConnectorsApp start(
      KafkaSettings kafka, SchemaRegistry registry, ConnectorsSettings settings) {
    return start(kafka, registry, settings, System.getenv());
  }

  /** The same with other variables to find passwords in than those of this process. */
  public static ConnectorsApp start(
      KafkaSettings kafka,
      SchemaRegistry registry,
      ConnectorsSettings settings,
      Map<String, String> environment) {
    settings.sources().forEach(SourceFactory::requireThere);
    new TopicSetup(kafka, registry).run();
    ConnectorsApp app = new ConnectorsApp(kafka, registry, settings, environment);
    app.statusPublisher.start(app.sources.stream().map(Running::tracked).toList());
    app.sources.forEach(source -> source.runner().start());
    LOG.info("{} sources started", app.sources.size());
    return app;
  }

  /** Whether the connectors get on. */
  public Health health() {
    return new ConnectorsHealth(statusPublisher, this::statuses, statusInterval);
  }

  /** Adds the sources' meters. */
  public void bindTo(MeterRegistry registry) {
    sources.forEach(source -> SourceMeter.bind(source.tracked(), registry));
  }

  /** The status of every source now, in the order of the settings. */
  public List<SourceStatus> statuses() {
    return sources.stream().map(source -> source.tracked().status(clock.instant())).toList();
  }

  /**
   * Stops capturing, waits until Kafka has acknowledged what is under way, and publishes the final
   * statuses. Takes at most about twice {@code connectors.publisher.stop-limit}. A second call does
   * nothing.
   */
  public synchronized void stopSources() {
    if (stopped) {
      return;
    }
    stopped = true;
    sources.forEach(source -> source.runner().interrupt());
    try {
      awaitQuiet();
    } catch (InterruptedException e) {
      LOG.warn("interrupted before Kafka had acknowledged everything");
      Thread.currentThread().interrupt();
    }
    statusPublisher.close();
  }

  private void awaitQuiet() throws InterruptedException {
    long deadline = System.nanoTime() + stopLimit.toNanos();
    for (Running source : sources) {
      boolean quiet =
          source.runner().join(left(deadline)) && source.channel().awaitDelivered(left(deadline));
      if (!quiet) {
        LOG.atWarn()
            .addKeyValue(SOURCE_ID, source.tracked().sourceId())
            .log("left pictures that Kafka did not take");
      }
    }
  }

  private static Duration left(long deadline) {
    return Duration.ofNanos(Math.max(0, deadline - System.nanoTime()));
  }

  /** Stops the sources if that has not been done, and closes the producer. */
  @Override
  public void close() {
    try {
      stopSources();
    } finally {
      pool.close();
      sender.close();
    }
  }
}
