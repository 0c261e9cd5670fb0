package io.framewise.streams.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import org.junit.jupiter.api.Test;

class StoreTagTest {

  @Test
  void shouldShowStoresOfAllKindsUnderOneNameWhenScraped() {
    PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    registry.config().meterFilter(new StoreTag());

    Gauge.builder("puts", () -> 1)
        .tags("in.memory.state.id", "ledgers", "task.id", "0")
        .register(registry);
    Gauge.builder("puts", () -> 2)
        .tags("rocksdb.state.id", "history", "task.id", "0")
        .register(registry);

    assertThat(registry.scrape())
        .contains("puts{store=\"ledgers\",task_id=\"0\"} 1.0")
        .contains("puts{store=\"history\",task_id=\"0\"} 2.0");
  }
}
