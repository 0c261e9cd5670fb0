package io.framewise.standalone.demo;

import io.framewise.connectors.ConnectorsApp;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.model.ModelRuntimeApp;
import io.framewise.platform.frame.FrameReader;
import io.framewise.platform.frame.FrameRecords;
import io.framewise.platform.lifecycle.Lifecycle;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.standalone.accuracy.Judge;
import io.framewise.standalone.embedded.EmbeddedBroker;
import io.framewise.standalone.embedded.EmbeddedRegistry;
import io.framewise.standalone.samples.Samples;
import io.framewise.streams.StreamsApp;
import io.framewise.streams.query.EventStream;
import io.framewise.streams.query.NotReadyException;
import io.framewise.streams.query.SourceView;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

/**
 * A running demo: broker, registry, sources, topology, model and page. Closed in the reverse order
 * of its start.
 */
final class Demo implements AutoCloseable {

  private static final Duration FRAME_LIMIT = Duration.ofSeconds(5);

  private final Lifecycle parts;
  private final ConnectorsApp connectors;
  private final StreamsApp streams;
  private final EventLog events;
  private final AtomicBoolean failed;

  private Demo(
      Lifecycle parts,
      ConnectorsApp connectors,
      StreamsApp streams,
      EventLog events,
      AtomicBoolean failed) {
    this.parts = parts;
    this.connectors = connectors;
    this.streams = streams;
    this.events = events;
    this.failed = failed;
  }

  /**
   * Starts everything.
   *
   * @param keepEvents whether {@link #finish} will be asked for
   * @param onFailure called when a part has died and the demo should end
   */
  static Demo start(DemoPlan plan, Console console, boolean keepEvents, Runnable onFailure) {
    Lifecycle parts = new Lifecycle();
    try {
      return new Starter(plan, console, parts, keepEvents, onFailure).start();
    } catch (RuntimeException | Error e) {
      parts.close();
      throw e;
    }
  }

  /** Whether a part has died. */
  boolean hasFailed() {
    return failed.get();
  }

  /**
   * Stops the sources, waits until every window has ended, and accounts for everything.
   *
   * @param signalled whether the process has been told to stop, so that there is less time
   */
  DemoReport finish(BooleanSupplier signalled) throws InterruptedException {
    connectors.stopSources();
    return new Settlement(this::report, this::hasFailed, signalled).settle();
  }

  private DemoReport report() {
    return DemoReport.of(connectors.statuses(), views(), events.events());
  }

  private List<SourceView> views() {
    try {
      return streams.queries().sources();
    } catch (NotReadyException e) {
      return List.of();
    }
  }

  @Override
  public void close() {
    parts.close();
  }

  /** The order of the start. */
  private record Starter(
      DemoPlan plan, Console console, Lifecycle parts, boolean keepEvents, Runnable onFailure) {

    Demo start() {
      plan.check();
      plan.directory().clearRun();
      console.say("starting a Kafka broker and a schema registry ...");
      BackgroundStart<EmbeddedRegistry> startingRegistry =
          BackgroundStart.of("registry", this::startRegistry);
      BackgroundStart<EmbeddedBroker> startingBroker =
          BackgroundStart.of("broker", this::startBroker);
      Samples samples = samples();
      SampleModel.ensure(plan, console);
      EmbeddedBroker broker = startingBroker.join();
      EmbeddedRegistry embeddedRegistry = startingRegistry.join();
      return startApps(
          plan.settings(broker.bootstrapServers(), embeddedRegistry.url(), samples), samples);
    }

    private Samples samples() {
      Path directory = plan.directory().samples();
      return plan.watched().isPresent()
          ? Samples.in(directory)
          : Samples.ensure(directory, console.writer());
    }

    private Demo startApps(DemoSettings settings, Samples samples) {
      KafkaSettings kafka = settings.kafka();
      SchemaRegistry registry = new SchemaRegistry(settings.registry().access());
      AtomicBoolean failed = new AtomicBoolean();
      Runnable fail =
          () -> {
            failed.set(true);
            onFailure.run();
          };
      console.say("starting the topology and loading the model ...");
      BackgroundStart<ModelRuntimeApp> startingModel =
          BackgroundStart.of(
              "model",
              () ->
                  parts.add(
                      "model runtime", ModelRuntimeApp.start(kafka, registry, settings.model())));
      StreamsApp streams =
          parts.add(
              "streams app",
              StreamsApp.start(kafka, registry, settings.streams(), settings.api(), fail));
      EventLog events =
          new EventLog(
              noter(settings, registry, samples),
              new AnswerPrinter(console, plan.watched().isPresent()));
      parts.add(
          "event stream", EventStream.start(kafka, registry, kafka.topics().events(), events));
      startingModel.join().failure().thenAccept(cause -> fail.run());
      ConnectorsApp connectors =
          parts.add(
              "connectors",
              ConnectorsApp.start(kafka, registry, settings.connectors(), plan.environment()));
      sayWhere(settings, streams.apiPort());
      return new Demo(parts, connectors, streams, events, failed);
    }

    private Function<AnalysisEvent, Optional<EventNote>> noter(
        DemoSettings settings, SchemaRegistry registry, Samples samples) {
      if (!keepEvents) {
        return event -> Optional.empty();
      }
      if (plan.hasQuestionsOfItsOwn()) {
        return event -> Optional.of(EventNote.of(event, Map.of()));
      }
      KafkaSettings kafka = settings.kafka();
      FrameRecords records = new FrameRecords(kafka.topics(), registry);
      FrameReader reader = new FrameReader(kafka, records, FRAME_LIMIT);
      Judge judge = parts.add("judge", Judge.of(settings.connectors().sources(), samples, reader));
      return event -> Optional.of(EventNote.of(event, judge.verdicts(event)));
    }

    private EmbeddedBroker startBroker() {
      return parts.add("broker", EmbeddedBroker.start(plan.directory().broker(), plan.kafkaPort()));
    }

    private EmbeddedRegistry startRegistry() {
      return parts.add(
          "registry", EmbeddedRegistry.start(plan.directory().registry(), plan.registryPort()));
    }

    private void sayWhere(DemoSettings settings, int port) {
      KafkaSettings kafka = settings.kafka();
      console.say("");
      console.say("  page      http://localhost:" + port);
      console.say(
          "  API       http://localhost:"
              + port
              + "/v1/sources   (listening on "
              + settings.api().host()
              + ")");
      console.say(
          "  Kafka     "
              + kafka.bootstrapServers()
              + "   events on "
              + kafka.topics().events().name());
      console.say("  registry  " + settings.registry().url());
      console.say("");
      console.say("waiting for the first answers (Ctrl-C stops everything) ...");
    }
  }
}
