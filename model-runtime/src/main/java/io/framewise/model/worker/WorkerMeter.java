package io.framewise.model.worker;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.ToDoubleFunction;

/** The meters of a worker. Prometheus writes dots as underscores and adds _total to counters. */
public enum WorkerMeter {
  /** Records taken. */
  TAKEN("framewise.worker.taken", "Records taken from the share group, redelivered ones again."),
  /** How requests ended. */
  REQUESTS(
      "framewise.worker.requests",
      "Records by how they ended. The sum over all endings is what was taken, less those in hand."),
  /** Time of the engine. */
  ENGINE_SECONDS(
      "framewise.worker.engine.seconds",
      "Seconds in which the model computed, by what for. Their sum over the time that has passed is"
          + " the share in which it was busy."),
  /** Tokens. */
  TOKENS(
      "framewise.worker.tokens",
      "Tokens of prompts that were read, tokens that need not be read because an earlier look had the"
          + " same beginning, and tokens of answers."),
  /** Tiles. */
  TILES("framewise.worker.tiles", "Tiles that went through the vision tower."),
  /** Passes. */
  PASSES("framewise.worker.passes", "Passes through the language model."),
  /** Requests in passes. */
  PASS_REQUESTS(
      "framewise.worker.pass.requests",
      "Requests that took part in passes, summed up; over the passes: how many run side by side."),
  /** Requests that are ready. */
  READY_REQUESTS(
      "framewise.worker.ready.requests",
      "Requests whose pixels are ready and that wait for the model."),
  /** Renewals. */
  RENEWALS("framewise.worker.renewals", "Locks of requests renewed while they wait or run."),
  /** Pictures from the cache. */
  PICTURE_HITS(
      "framewise.worker.picture.hits",
      "Pictures of answered requests that the model needed not look at again: it had kept what it"
          + " made of them (model.engine.picture-cache-mb)."),
  /** Pictures through the vision tower. */
  PICTURE_MISSES(
      "framewise.worker.picture.misses",
      "Pictures of answered requests that went through the vision tower."),
  /** Size of the cache. */
  PICTURE_BYTES("framewise.worker.picture.bytes", "Bytes of what is kept of pictures."),
  /** Age of the step. */
  STEP_AGE(
      "framewise.worker.step.age",
      "Seconds that the step under way of the model has been running, 0 if none."),
  /** Readiness. */
  READY("framewise.worker.ready", "1 while the worker takes requests, else 0.");

  private static final String ENDING = "ending";

  /** What a meter of the engine is split by. */
  static final String KIND = "kind";

  /** How requests end, and how each is read. */
  private static final Map<String, ToDoubleFunction<WorkerCounts>> ENDINGS =
      new TreeMap<>(
          Map.of(
              "completed", WorkerCounts::completed,
              "failed", WorkerCounts::failed,
              "expired", WorkerCounts::expired,
              "released", WorkerCounts::released,
              "dead_lettered", WorkerCounts::deadLettered));

  private final String key;
  private final String doc;

  WorkerMeter(String key, String doc) {
    this.key = key;
    this.doc = doc;
  }

  /** Its name. */
  public String key() {
    return key;
  }

  /** What it says, for people. */
  public String doc() {
    return doc;
  }

  /** What the meter is split by, as its tag and the values of it; nothing for other meters. */
  public Map<String, Set<String>> tags() {
    return switch (this) {
      case REQUESTS -> Map.of(ENDING, ENDINGS.keySet());
      case ENGINE_SECONDS -> Map.of(KIND, EngineMeters.SECONDS.keySet());
      case TOKENS -> Map.of(KIND, EngineMeters.TOKENS.keySet());
      default -> Map.of();
    };
  }

  /** Registers the meters of {@code worker}. */
  static void bind(Worker worker, MeterRegistry registry) {
    count(TAKEN, worker, WorkerCounts::taken, registry);
    EngineMeters.bind(worker, registry);
    count(RENEWALS, worker, WorkerCounts::renewals, registry);
    count(PICTURE_HITS, worker, WorkerCounts::pictureHits, registry);
    count(PICTURE_MISSES, worker, WorkerCounts::pictureMisses, registry);
    Gauge.builder(PICTURE_BYTES.key, worker, Worker::pictureBytes)
        .description(PICTURE_BYTES.doc)
        .register(registry);
    ENDINGS.forEach(
        (ending, reading) ->
            FunctionCounter.builder(
                    REQUESTS.key, worker, one -> reading.applyAsDouble(one.counts()))
                .tag(ENDING, ending)
                .description(REQUESTS.doc)
                .register(registry));
    Gauge.builder(STEP_AGE.key, worker, one -> one.stepAge().toMillis() / 1000.0)
        .description(STEP_AGE.doc)
        .register(registry);
    Gauge.builder(READY.key, worker, one -> one.health().ready().up() ? 1 : 0)
        .description(READY.doc)
        .register(registry);
  }

  private static void count(
      WorkerMeter meter,
      Worker worker,
      ToDoubleFunction<WorkerCounts> reading,
      MeterRegistry registry) {
    FunctionCounter.builder(meter.key, worker, one -> reading.applyAsDouble(one.counts()))
        .description(meter.doc)
        .register(registry);
  }
}
