package io.framewise.streams.api.metrics;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

class OneStateIdTagTest {

  @Test
  void shouldShowTheMetersOfEveryKindOfStoreWhenTheyHaveOneName() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().meterFilter(new OneStateIdTag());

    registry.gauge("restored", Tags.of("task.id", "0_1", "in.memory.state.id", "ledgers"), 1);
    registry.gauge(
        "restored", Tags.of("task.id", "0_1", "in.memory.window.state.id", "seen-frames"), 2);

    assertThat(registry.scrape())
        .contains("state_id=\"ledgers\"")
        .contains("state_id=\"seen-frames\"")
        .contains("task_id=\"0_1\"");
  }
}
