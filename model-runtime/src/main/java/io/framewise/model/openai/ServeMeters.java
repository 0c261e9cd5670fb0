package io.framewise.model.openai;

import io.framewise.model.engine.EngineTimes;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

/** The meters of the server. Prometheus writes dots as underscores and adds _total to counters. */
final class ServeMeters {

  private static final double NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final String KIND = "kind";

  private static final Map<String, ToDoubleFunction<EngineTimes>> SECONDS =
      new TreeMap<>(
          Map.of(
              "vision", times -> times.visionNanos() / NANOS,
              "prefill", times -> times.prefillNanos() / NANOS,
              "decode", times -> times.decodeNanos() / NANOS));

  private static final Map<String, ToDoubleFunction<EngineTimes>> TOKENS =
      new TreeMap<>(
          Map.of(
              "read", EngineTimes::readTokens,
              "reused", EngineTimes::reusedTokens,
              "answer", EngineTimes::answerTokens));

  private final MeterRegistry registry;

  ServeMeters(Places places, ModelDesk desk, MeterRegistry registry) {
    this.registry = registry;
    Gauge.builder("framewise.serve.requests", places, Places::taken)
        .description("Requests under way: being read, waiting or being answered.")
        .register(registry);
    Gauge.builder("framewise.serve.requests.most", places, Places::most)
        .description("Requests that may be under way; one more is turned away.")
        .register(registry);
    Gauge.builder("framewise.serve.body.bytes", places, Places::bytes)
        .description("Bytes of bodies that are in memory.")
        .register(registry);
    Gauge.builder("framewise.serve.ready", desk, one -> one.ready().up() ? 1 : 0)
        .description("1 while requests are answered, else 0.")
        .register(registry);
    split("framewise.serve.engine.seconds", "Seconds in which the model computed.", SECONDS, desk);
    split(
        "framewise.serve.tokens",
        "Tokens of prompts that were read, that need not be read again, and of answers.",
        TOKENS,
        desk);
  }

  private void split(
      String name, String doc, Map<String, ToDoubleFunction<EngineTimes>> kinds, ModelDesk desk) {
    kinds.forEach(
        (kind, reading) ->
            FunctionCounter.builder(name, desk, one -> reading.applyAsDouble(one.times()))
                .description(doc)
                .tag(KIND, kind)
                .register(registry));
  }

  /** A response has ended. */
  void responded(int status) {
    registry.counter("framewise.serve.responses", "status", Integer.toString(status)).increment();
  }
}
