package io.framewise.model;

import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.model.generate.InternVlEngine;
import io.framewise.model.hub.ModelLocation;
import io.framewise.model.settings.ModelSettings;
import io.framewise.model.worker.EngineFactory;
import io.framewise.model.worker.Worker;
import io.framewise.model.worker.WorkerCounts;
import io.framewise.model.worker.WorkerState;
import io.framewise.platform.observe.Health;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.setup.TopicSetup;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.file.Path;
import java.util.concurrent.CompletionStage;

/** The model runtime in this process: one worker with one model. */
public final class ModelRuntimeApp implements AutoCloseable {

  private final Worker worker;

  private ModelRuntimeApp(Worker worker) {
    this.worker = worker;
  }

  /** The same with InternVL as the model, which is downloaded first if need be. */
  public static ModelRuntimeApp start(
      KafkaSettings kafka, SchemaRegistry registry, ModelSettings model) {
    // Here and not on the engine's thread, so that Ctrl-C ends a download.
    Path directory = ModelLocation.resolve(model.path());
    return start(
        kafka,
        registry,
        model,
        settings -> InternVlEngine.open(directory, settings.engine(), settings.batchSize()));
  }

  /**
   * Sets up the topics, loads the model and starts to answer; returns when the model is loaded.
   *
   * @param engines loads the model, on the thread that will call it
   * @throws io.framewise.contract.UserError when a person can put right what is wrong
   */
  public static ModelRuntimeApp start(
      KafkaSettings kafka, SchemaRegistry registry, ModelSettings model, EngineFactory engines) {
    new TopicSetup(kafka, registry).run();
    return new ModelRuntimeApp(Worker.start(kafka, registry, model, engines));
  }

  /** What the worker is doing. */
  public WorkerState state() {
    return worker.state();
  }

  /** Whether the worker gets on. */
  public Health health() {
    return worker.health();
  }

  /** Adds the worker's meters. */
  public void bindTo(MeterRegistry registry) {
    worker.bindTo(registry);
  }

  /** What the worker has done. */
  public WorkerCounts counts() {
    return worker.counts();
  }

  /** Completes when the worker has failed for good. The process must then end. */
  public CompletionStage<Throwable> failure() {
    return worker.failure();
  }

  /** Finishes the running batch, gives back what has not started, and stops. */
  @Override
  public void close() {
    worker.close();
  }
}
