package io.framewise.connectors.settings;

import io.framewise.platform.settings.Check;
import io.framewise.platform.settings.Setting;
import java.time.Duration;

/** How pictures go to Kafka; the same for every source. */
public record PublisherSettings(
    @Setting(value = "16", doc = "Most pictures of one source that Kafka has not acknowledged yet.")
        int maxInFlight,
    @Setting(
            value = "33554432",
            doc = "Most bytes of one source that Kafka has not acknowledged yet.")
        int maxInFlightBytes,
    @Setting(
            value = "1s",
            doc = "A source is reported as stalled after it has waited this long for Kafka.")
        Duration stalledAfter,
    @Setting(value = "2s", doc = "How often each running source's status is published.")
        Duration statusInterval,
    @Setting(
            value = "5s",
            doc = "How long to wait at the end for Kafka to acknowledge what is under way.")
        Duration stopLimit) {

  /** Checks the bounds. */
  public PublisherSettings {
    Check.between("max-in-flight", maxInFlight, 1, 10_000);
    Check.between("max-in-flight-bytes", maxInFlightBytes, 1, Integer.MAX_VALUE);
    Check.positive("stalled-after", stalledAfter);
    Check.positive("status-interval", statusInterval);
    Check.positive("stop-limit", stopLimit);
  }
}
