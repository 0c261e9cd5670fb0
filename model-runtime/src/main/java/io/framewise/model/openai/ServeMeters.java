package io.framewise.model.openai;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;

/** The meters of the server. */
final class ServeMeters {

  private ServeMeters() {}

  static void bind(Places places, ModelDesk desk, MeterRegistry registry) {
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
  }
}
