package io.framewise.model.worker;

import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
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
  /** Batches. */
  BATCHES("framewise.worker.batches", "Batches given to the model."),
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
  /** Age of the batch. */
  BATCH_AGE(
      "framewise.worker.batch.age",
      "Seconds that the batch under way has been running, 0 if none."),
  /** Readiness. */
  READY("framewise.worker.ready", "1 while the worker takes requests, else 0.");

  private static final String ENDING = "ending";

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

  /** The endings that the meter is split by, and how each is read; empty for other meters. */
  public Map<String, ToDoubleFunction<WorkerCounts>> endings() {
    return this == REQUESTS
        ? new TreeMap<>(
            Map.of(
                "completed", WorkerCounts::completed,
                "failed", WorkerCounts::failed,
                "expired", WorkerCounts::expired,
                "released", WorkerCounts::released,
                "dead_lettered", WorkerCounts::deadLettered))
        : Map.of();
  }

  /** Registers the meters of {@code worker}. */
  static void bind(Worker worker, MeterRegistry registry) {
    count(TAKEN, worker, WorkerCounts::taken, registry);
    count(BATCHES, worker, WorkerCounts::batches, registry);
    count(RENEWALS, worker, WorkerCounts::renewals, registry);
    count(PICTURE_HITS, worker, WorkerCounts::pictureHits, registry);
    count(PICTURE_MISSES, worker, WorkerCounts::pictureMisses, registry);
    Gauge.builder(PICTURE_BYTES.key, worker, Worker::pictureBytes)
        .description(PICTURE_BYTES.doc)
        .register(registry);
    REQUESTS
        .endings()
        .forEach(
            (ending, reading) ->
                FunctionCounter.builder(
                        REQUESTS.key, worker, one -> reading.applyAsDouble(one.counts()))
                    .tag(ENDING, ending)
                    .description(REQUESTS.doc)
                    .register(registry));
    Gauge.builder(BATCH_AGE.key, worker, one -> one.batchAge().toMillis() / 1000.0)
        .description(BATCH_AGE.doc)
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
