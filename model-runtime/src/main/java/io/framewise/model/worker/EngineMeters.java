package io.framewise.model.worker;

import io.framewise.model.engine.EngineTimes;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** The meters that tell what the engine does. */
final class EngineMeters {

  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);

  /** What the engine computes, and how the seconds of each are read. */
  static final Map<String, ToDoubleFunction<EngineTimes>> SECONDS =
      new TreeMap<>(
          Map.of(
              "vision", times -> times.visionNanos() / NANOS,
              "prefill", times -> times.prefillNanos() / NANOS,
              "decode", times -> times.decodeNanos() / NANOS));

  /** Kinds of tokens, and how each is read. */
  static final Map<String, ToDoubleFunction<EngineTimes>> TOKENS =
      new TreeMap<>(
          Map.of(
              "read", EngineTimes::readTokens,
              "reused", EngineTimes::reusedTokens,
              "answer", EngineTimes::answerTokens));

  private EngineMeters() {}

  static void bind(Worker worker, MeterRegistry registry) {
    split(WorkerMeter.ENGINE_SECONDS, SECONDS, worker, registry);
    split(WorkerMeter.TOKENS, TOKENS, worker, registry);
    counter(WorkerMeter.TILES, worker, EngineTimes::tiles).register(registry);
    counter(WorkerMeter.PASSES, worker, EngineTimes::passes).register(registry);
    counter(WorkerMeter.PASS_REQUESTS, worker, EngineTimes::passLooks).register(registry);
  }

  private static void split(
      WorkerMeter meter,
      Map<String, ToDoubleFunction<EngineTimes>> kinds,
      Worker worker,
      MeterRegistry registry) {
    kinds.forEach(
        (kind, reading) ->
            counter(meter, worker, reading).tag(WorkerMeter.KIND, kind).register(registry));
  }

  private static FunctionCounter.Builder<Worker> counter(
      WorkerMeter meter, Worker worker, ToDoubleFunction<EngineTimes> reading) {
    return FunctionCounter.builder(meter.key(), worker, one -> reading.applyAsDouble(one.times()))
        .description(meter.doc());
  }
}
