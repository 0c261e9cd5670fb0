package io.framewise.streams.api.metrics;

import static io.framewise.platform.observe.LogKeys.SOURCE_ID;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.streams.api.stream.StreamClients;
import io.framewise.streams.query.NotReadyException;
import io.framewise.streams.query.Queries;
import io.framewise.streams.query.SourceView;
import io.framewise.streams.state.SourceLedger;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.kafka.KafkaStreamsMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import org.apache.kafka.streams.KafkaStreams;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The meters for Prometheus: the ledgers of all sources, how long answers take, the JVM's meters
 * and, if configured, those of Kafka's clients. Safe for use by several threads.
 */
public final class Metrics implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Metrics.class);
  private static final int MAX_SOURCES = 1000;

  private final Queries queries;
  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final Optional<KafkaStreamsMetrics> streamsMetrics;
  private final Latencies latencies;
  private final Map<String, SourceView> sources = new ConcurrentHashMap<>();

  /**
   * Registers the meters.
   *
   * @param streams the topology whose clients' meters are shown too
   * @param queries queries of the tasks that this instance runs itself
   */
  public Metrics(Optional<KafkaStreams> streams, Queries queries, StreamClients clients) {
    this.queries = queries;
    this.latencies = new Latencies(registry);
    registry.config().meterFilter(new OneStateIdTag());
    this.streamsMetrics = streams.map(KafkaStreamsMetrics::new);
    streamsMetrics.ifPresent(meters -> meters.bindTo(registry));
    new JvmMemoryMetrics().bindTo(registry);
    new JvmThreadMetrics().bindTo(registry);
    new ProcessorMetrics().bindTo(registry);
    Gauge.builder(MetricName.STREAM_CLIENTS.key(), clients, StreamClients::count)
        .description(MetricName.STREAM_CLIENTS.doc())
        .register(registry);
  }

  /**
   * Adds the meters of the topology itself, which are there with or without those of Kafka's
   * clients.
   *
   * @param streams the topology
   * @param stateDirectory where its local state lies
   */
  public void watch(KafkaStreams streams, Path stateDirectory) {
    TopologyMeters.bind(streams, stateDirectory, registry);
  }

  /** The current values in Prometheus' text format. Blocking. */
  public String scrape() {
    try {
      List<SourceView> here = queries.sources("", MAX_SOURCES, source -> true);
      here.forEach(this::refresh);
      leaveToOthers(here);
    } catch (NotReadyException e) {
      LOG.debug("the ledgers cannot be read just now; the last known values are shown", e);
    }
    return registry.scrape();
  }

  /** Records the latencies of an event, unless another instance has its source and records them. */
  public void observe(AnalysisEvent event) {
    try {
      if (queries.source(event.getSourceId()).isPresent()) {
        latencies.record(event);
      }
    } catch (NotReadyException e) {
      LOG.atDebug()
          .addKeyValue(SOURCE_ID, event.getSourceId())
          .setCause(e)
          .log("it is not known at the moment which instance has a source");
    }
  }

  /** Removes the meters of sources that another instance has taken over; they are counted there. */
  private void leaveToOthers(List<SourceView> here) {
    Set<String> ids = here.stream().map(SourceView::id).collect(Collectors.toSet());
    sources.replaceAll((id, view) -> ids.contains(id) ? view : SourceView.unknown(id));
  }

  private void refresh(SourceView source) {
    boolean known = sources.containsKey(source.id());
    if (!known && sources.size() >= MAX_SOURCES) {
      return;
    }
    sources.put(source.id(), source);
    if (!known) {
      register(source.id());
    }
  }

  private void register(String id) {
    for (LedgerCount count : LedgerCount.ALL) {
      FunctionCounter.builder(
              count.metric().key(),
              sources,
              views -> count.reading().applyAsLong(views.get(id).ledger()))
          .tags(Tags.of("source", id, "ending", count.ending()))
          .description(count.metric().doc())
          .register(registry);
    }
    counter(MetricName.RECEIVED, id, SourceLedger::getReceived);
    counter(MetricName.OPENED_WINDOWS, id, SourceLedger::getWindowsOpened);
    counter(MetricName.REQUESTS, id, SourceLedger::getRequests);
    counter(MetricName.EXTRA_COMPLETIONS, id, SourceLedger::getExtraCompletions);
    counter(MetricName.ALERTS_RAISED, id, SourceLedger::getAlertsRaised);
    gauge(MetricName.OPEN_FRAMES, id, SourceView::openFrames);
    gauge(MetricName.OPEN_WINDOWS, id, SourceView::openWindows);
    gauge(MetricName.OPEN_REQUESTS, id, source -> source.ledger().getOpenRequests());
    gauge(MetricName.OPEN_ALERTS, id, SourceView::openAlerts);
  }

  private void counter(MetricName metric, String id, ToDoubleFunction<SourceLedger> reading) {
    FunctionCounter.builder(
            metric.key(), sources, views -> reading.applyAsDouble(views.get(id).ledger()))
        .tags("source", id)
        .description(metric.doc())
        .register(registry);
  }

  private void gauge(MetricName metric, String id, ToDoubleFunction<SourceView> reading) {
    Gauge.builder(metric.key(), sources, views -> reading.applyAsDouble(views.get(id)))
        .tags("source", id)
        .description(metric.doc())
        .register(registry);
  }

  @Override
  public void close() {
    streamsMetrics.ifPresent(KafkaStreamsMetrics::close);
    registry.close();
  }
}
