package io.framewise.connectors;

import static io.framewise.platform.observe.LogKeys.SOURCE_ID;

import io.framewise.connectors.definition.DefinitionGroup;
import io.framewise.connectors.publish.RecordSender;
import io.framewise.connectors.publish.RecordWriter;
import io.framewise.connectors.publish.SourceChannel;
import io.framewise.connectors.publish.StatusPublisher;
import io.framewise.connectors.publish.TrackedSource;
import io.framewise.connectors.settings.PublisherSettings;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.connectors.source.Earlier;
import io.framewise.connectors.source.SourceRunner;
import io.framewise.contract.avro.SourceStatus;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The sources that this process captures now. Safe for use by several threads. */
final class SourceSet implements DefinitionGroup.Listener {

  private static final Logger LOG = LoggerFactory.getLogger(SourceSet.class);

  private record Running(
      SourceSettings settings, TrackedSource tracked, SourceChannel channel, SourceRunner runner) {}

  private final RecordSender sender;
  private final RecordWriter writer;
  private final StatusPublisher statuses;
  private final SourceFactory factory;
  private final PublisherSettings publisher;
  private final Clock clock;
  private final Map<String, Running> running = new TreeMap<>();
  private MeterRegistry meters;
  private boolean stopped;

  SourceSet(
      RecordSender sender,
      RecordWriter writer,
      StatusPublisher statuses,
      SourceFactory factory,
      PublisherSettings publisher,
      Clock clock) {
    this.sender = sender;
    this.writer = writer;
    this.statuses = statuses;
    this.factory = factory;
    this.publisher = publisher;
    this.clock = clock;
  }

  @Override
  public void defined(String sourceId, SourceSettings settings, Instant definedAt) {
    synchronized (this) {
      Running before = running.get(sourceId);
      if (stopped || (before != null && before.settings().equals(settings))) {
        return;
      }
    }
    removed(Set.of(sourceId));
    // Behind its end here, whose last status may be the newest.
    Earlier earlier = factory.earlier(sourceId, settings, definedAt);
    synchronized (this) {
      if (stopped) {
        return;
      }
      Running source = prepare(sourceId, settings, earlier);
      running.put(sourceId, source);
      if (meters != null) {
        SourceMeter.bind(source.tracked(), meters);
      }
      statuses.add(source.tracked());
      source.runner().start();
    }
  }

  private Running prepare(String id, SourceSettings settings, Earlier earlier) {
    TrackedSource tracked =
        new TrackedSource(
            id, settings.domain(), settings.kind().written(), settings.labels(), clock);
    earlier.position().ifPresent(tracked::reached);
    SourceChannel channel =
        new SourceChannel(tracked, sender, writer, settings.whenStalled(), publisher);
    SourceRunner runner =
        new SourceRunner(id, factory.create(id, settings, earlier), channel, tracked.lifecycle());
    return new Running(settings, tracked, channel, runner);
  }

  @Override
  public void removed(Set<String> sourceIds) {
    List<Running> gone = new ArrayList<>();
    synchronized (this) {
      for (String id : stopped ? Set.<String>of() : sourceIds) {
        Running source = running.remove(id);
        if (source != null) {
          gone.add(source);
        }
      }
    }
    if (gone.isEmpty()) {
      return;
    }
    gone.forEach(source -> source.runner().interrupt());
    try {
      awaitQuiet(gone);
      statuses.remove(gone.stream().map(Running::tracked).toList());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    synchronized (this) {
      if (meters != null) {
        gone.forEach(source -> SourceMeter.unbind(source.tracked().sourceId(), meters));
      }
    }
  }

  /**
   * Stops all of them, and waits until Kafka has acknowledged what is under way. Nothing starts
   * afterwards.
   */
  void stop() {
    List<Running> all;
    synchronized (this) {
      stopped = true;
      all = new ArrayList<>(running.values());
    }
    all.forEach(source -> source.runner().interrupt());
    try {
      awaitQuiet(all);
    } catch (InterruptedException e) {
      LOG.warn("interrupted before Kafka had acknowledged everything");
      Thread.currentThread().interrupt();
    }
  }

  private void awaitQuiet(List<Running> sources) throws InterruptedException {
    long deadline = System.nanoTime() + publisher.stopLimit().toNanos();
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

  /** Adds the meters of all sources, those to come too. */
  synchronized void bindTo(MeterRegistry registry) {
    meters = registry;
    running.values().forEach(source -> SourceMeter.bind(source.tracked(), registry));
  }

  /** The status of every source now, in the order of their ids. */
  synchronized List<SourceStatus> statuses() {
    return running.values().stream()
        .map(source -> source.tracked().status(clock.instant()))
        .toList();
  }
}
