package io.framewise.connectors;

import io.framewise.connectors.capture.CapturePool;
import io.framewise.connectors.definition.DefinitionGroup;
import io.framewise.connectors.definition.DefinitionTopic;
import io.framewise.connectors.mqtt.MqttBroker;
import io.framewise.connectors.mqtt.MqttExport;
import io.framewise.connectors.publish.RecordSender;
import io.framewise.connectors.publish.RecordWriter;
import io.framewise.connectors.publish.StatusPublisher;
import io.framewise.connectors.push.PushDesk;
import io.framewise.connectors.push.PushServer;
import io.framewise.connectors.sampling.Pacer;
import io.framewise.connectors.settings.ConnectorsSettings;
import io.framewise.connectors.settings.PublisherSettings;
import io.framewise.connectors.settings.PushSettings;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.platform.observe.Health;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.setup.TopicSetup;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One connector process: those of its group's sources that fall to it, and the producer they share.
 * Running from {@link #start} on. Safe for use by several threads.
 */
public final class ConnectorsApp implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(ConnectorsApp.class);

  // Sources come and go while this runs; the producer's buffer does not.
  private static final int EXPECTED_SOURCES = 16;
  private static final int SHARE_OF_HEAP = 2;

  private final RecordSender sender;
  private final CapturePool pool;
  private final PushDesk desk;
  private final MqttBroker mqtt;
  private final StatusPublisher statusPublisher;
  private final SourceSet sources;
  private final DefinitionGroup group;
  private final Duration statusInterval;
  private PushServer push;
  private MqttExport export;
  private boolean stopped;

  private ConnectorsApp(
      KafkaSettings kafka,
      SchemaRegistry registry,
      ConnectorsSettings settings,
      Map<String, String> environment) {
    Clock clock = Clock.systemUTC();
    PublisherSettings publisher = settings.publisher();
    this.statusInterval = publisher.statusInterval();
    this.sender = RecordSender.connect(kafka, frameBytes(settings), publisher.stopLimit());
    this.pool =
        new CapturePool(settings.capture().sourcesPerProcess(), settings.capture().memoryLimit());
    this.desk = new PushDesk(settings.push().isOn());
    this.mqtt = new MqttBroker(settings.mqtt(), settings.group(), environment);
    RecordWriter writer = new RecordWriter(kafka.topics(), registry, clock);
    this.statusPublisher = new StatusPublisher(sender, writer, publisher);
    SourceFactory factory =
        new SourceFactory(
            pool,
            new SentPictures(desk, mqtt),
            environment,
            clock,
            Pacer.Sleeper.real(),
            new EarlierRuns(kafka, registry));
    this.sources = new SourceSet(sender, writer, statusPublisher, factory, publisher, clock);
    this.group = new DefinitionGroup(kafka, registry, settings.group(), sources);
  }

  private static long frameBytes(ConnectorsSettings settings) {
    int expected = Math.max(EXPECTED_SOURCES, settings.sources().size());
    long wanted = (long) settings.publisher().maxInFlightBytes() * expected;
    return Math.max(
        settings.publisher().maxInFlightBytes(),
        Math.min(wanted, Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP));
  }

  /**
   * Sets up the topics, puts the sources of the settings file in force, and starts those that fall
   * to this process.
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
    new DefinitionTopic(kafka, registry)
        .seed(settings.group(), settings.sources(), Clock.systemUTC().instant());
    ConnectorsApp app = new ConnectorsApp(kafka, registry, settings, environment);
    app.statusPublisher.start();
    app.group.start();
    try {
      if (!app.group.awaitBegun(kafka.startupLimit())) {
        LOG.warn("this process has no part of the sources yet, the group is still to settle");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    app.serve(
        settings, environment, () -> MqttExport.start(kafka, registry, settings.group(), app.mqtt));
    LOG.info("{} sources started", app.statuses().size());
    return app;
  }

  /** Lets others push pictures and read events, as far as the settings say so. */
  private void serve(
      ConnectorsSettings settings,
      Map<String, String> environment,
      Supplier<MqttExport> exporting) {
    boolean serves = false;
    try {
      if (settings.push().isOn()) {
        push = PushServer.start(settings.push(), desk, environment, Clock.systemUTC());
      }
      if (settings.mqtt().events()) {
        export = exporting.get();
      }
      serves = true;
    } finally {
      if (!serves) {
        close();
      }
    }
  }

  /** The port that pictures are pushed to; -1 for none. */
  public int pushPort() {
    return push == null ? PushSettings.OFF : push.port();
  }

  /** Whether the connectors get on. */
  public Health health() {
    return new ConnectorsHealth(statusPublisher, group::isAlive, this::statuses, statusInterval);
  }

  /** Adds the sources' meters. */
  public void bindTo(MeterRegistry registry) {
    sources.bindTo(registry);
    if (export != null) {
      MqttMeter.bind(export, registry);
    }
  }

  /** The status of every source of this process now, in the order of their ids. */
  public List<SourceStatus> statuses() {
    return sources.statuses();
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
    if (push != null) {
      push.close();
    }
    if (export != null) {
      export.close();
    }
    sources.stop();
    statusPublisher.close();
    group.close();
  }

  /** Stops the sources if that has not been done, and closes the producer. */
  @Override
  public void close() {
    try {
      stopSources();
    } finally {
      mqtt.close();
      pool.close();
      sender.close();
    }
  }
}
