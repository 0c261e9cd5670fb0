package io.framewise.model.worker;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
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
  /** Requests in hand. */
  IN_HAND("framewise.worker.in.hand", "Requests taken and not ended."),
  /** Requests that wait. */
  WAITING("framewise.worker.waiting", "Requests in hand that wait for room for their pixels."),
  /** Requests with pixels. */
  WITH_PIXELS(
      "framewise.worker.with.pixels",
      "Requests in hand that are being prepared, wait for the model or run."),
  /** Time of the pixels. */
  PIXELS(
      "framewise.worker.pixels",
      "Seconds that the pixels of a request took: to arrive by reference, and to be decoded and cut."),
  /** Size of the cache. */
  PICTURE_BYTES("framewise.worker.picture.bytes", "Bytes of what is kept of pictures."),
  /** Age of the step. */
  STEP_AGE(
      "framewise.worker.step.age",
      "Seconds that the step under way of the model has been running, 0 if none."),
  /** Readiness. */
  READY("framewise.worker.ready", "1 while the worker takes requests, else 0.");

  private static final String ENDING = "ending";
  private static final String STEP = "step";

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

  /** What is done for the pixels of a request, and how the time of each is read. */
  private static final Map<String, Function<WorkerCounts, Duration>> STEPS =
      new TreeMap<>(
          Map.of("fetch", WorkerCounts::fetching, "preprocess", WorkerCounts::preprocessing));

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
      case PIXELS -> Map.of(STEP, STEPS.keySet());
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
    gauge(PICTURE_BYTES, worker, Worker::pictureBytes, registry);
    ENDINGS.forEach(
        (ending, reading) ->
            FunctionCounter.builder(
                    REQUESTS.key, worker, one -> reading.applyAsDouble(one.counts()))
                .tag(ENDING, ending)
                .description(REQUESTS.doc)
                .register(registry));
    gauge(IN_HAND, worker, Worker::inHand, registry);
    gauge(WAITING, worker, Worker::waitingForPixels, registry);
    gauge(WITH_PIXELS, worker, Worker::withPixels, registry);
    STEPS.forEach(
        (step, time) ->
            FunctionTimer.builder(
                    PIXELS.key,
                    worker,
                    one -> one.counts().prepared(),
                    one -> time.apply(one.counts()).toNanos(),
                    TimeUnit.NANOSECONDS)
                .tag(STEP, step)
                .description(PIXELS.doc)
                .register(registry));
    gauge(STEP_AGE, worker, one -> one.stepAge().toMillis() / 1000.0, registry);
    gauge(READY, worker, one -> one.health().ready().up() ? 1 : 0, registry);
  }

  private static void gauge(
      WorkerMeter meter, Worker worker, ToDoubleFunction<Worker> reading, MeterRegistry registry) {
    Gauge.builder(meter.key, worker, reading).description(meter.doc).register(registry);
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
