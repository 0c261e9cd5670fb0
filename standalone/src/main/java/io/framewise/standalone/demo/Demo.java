package io.framewise.standalone.demo;

import io.framewise.connectors.ConnectorsApp;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topics;
import io.framewise.model.ModelRuntimeApp;
import io.framewise.platform.lifecycle.Lifecycle;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.standalone.embedded.EmbeddedBroker;
import io.framewise.standalone.embedded.EmbeddedRegistry;
import io.framewise.standalone.samples.Samples;
import io.framewise.streams.StreamsApp;
import io.framewise.streams.query.EventStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A running demo: broker, registry, sources, topology, model and page. Closed in the reverse order
 * of its start.
 */
final class Demo implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(Demo.class);

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
   * @param onFailure called when a part has died and the demo should end
   */
  static Demo start(DemoPlan plan, Console console, Runnable onFailure) {
    Lifecycle parts = new Lifecycle();
    try {
      return new Starter(plan, console, parts, onFailure).start();
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /** Whether a part has died. */
  boolean hasFailed() {
    return failed.get();
  }

  /** Stops the sources, waits until every window has ended, and accounts for everything. */
  DemoReport finish() throws InterruptedException {
    connectors.stopSources();
    return new Settlement(connectors, streams.queries(), events).settle();
  }

  @Override
  public void close() {
    parts.close();
  }

  /** The order of the start. */
  private record Starter(DemoPlan plan, Console console, Lifecycle parts, Runnable onFailure) {

    Demo start() {
      plan.check();
      plan.directory().clearRun();
      console.say("starting a Kafka broker and a schema registry ...");
      CompletableFuture<EmbeddedRegistry> startingRegistry =
          inBackground("registry", this::startRegistry);
      CompletableFuture<EmbeddedBroker> startingBroker = inBackground("broker", this::startBroker);
      Samples samples = Samples.ensure(plan.directory().samples(), console.writer());
      SampleModel.ensure(plan, console);
      EmbeddedBroker broker = join(startingBroker);
      EmbeddedRegistry embeddedRegistry = join(startingRegistry);
      return startApps(plan.settings(broker.bootstrapServers(), embeddedRegistry.url(), samples));
    }

    private Demo startApps(DemoSettings settings) {
      KafkaSettings kafka = settings.kafka();
      SchemaRegistry registry = new SchemaRegistry(settings.registry());
      AtomicBoolean failed = new AtomicBoolean();
      Runnable fail =
          () -> {
            failed.set(true);
            onFailure.run();
          };
      console.say("starting the topology and loading the model ...");
      CompletableFuture<ModelRuntimeApp> startingModel =
          inBackground(
              "model",
              () ->
                  parts.add(
                      "model runtime", ModelRuntimeApp.start(kafka, registry, settings.model())));
      StreamsApp streams =
          parts.add(
              "streams app",
              StreamsApp.start(kafka, registry, settings.streams(), settings.api(), fail));
      EventLog events = new EventLog(new AnswerPrinter(console));
      parts.add("event stream", EventStream.start(kafka, registry, events));
      join(startingModel).failure().thenAccept(cause -> fail.run());
      ConnectorsApp connectors =
          parts.add("connectors", ConnectorsApp.start(kafka, registry, settings.connectors()));
      sayWhere(settings, streams.apiPort());
      return new Demo(parts, connectors, streams, events, failed);
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
              + Topics.of(kafka).events().name());
      console.say("  registry  " + settings.registry().url());
      console.say("");
      console.say("waiting for the first answers (Ctrl-C stops everything) ...");
    }

    private static <T> CompletableFuture<T> inBackground(String name, Supplier<T> start) {
      CompletableFuture<T> started = new CompletableFuture<>();
      Thread thread =
          new Thread(
              () -> {
                try {
                  started.complete(start.get());
                } catch (RuntimeException e) {
                  LOG.debug("{} did not start", name, e);
                  started.completeExceptionally(e);
                }
              },
              "start-" + name);
      thread.start();
      return started;
    }

    private static <T> T join(CompletableFuture<T> started) {
      try {
        return started.join();
      } catch (CompletionException e) {
        throw e.getCause() instanceof RuntimeException cause ? cause : e;
      }
    }
  }
}
