package io.framewise.model.settings;

import io.framewise.platform.settings.Check;
import io.framewise.platform.settings.Setting;
import java.time.Duration;

/** Where and how a worker tells how it is. */
public record WorkerHealthSettings(
    @Setting(value = "127.0.0.1", doc = "Address to listen on for health and meters.") String host,
    @Setting(
            value = "8082",
            doc =
                "Port of /health/live, /health/ready and /metrics; 0 takes a free one, -1 means none. The"
                    + " demo has none.")
        int port,
    @Setting(
            value = "30s",
            doc =
                "A worker whose batch runs longer is not ready, as its answers come too late; after ten"
                    + " times as long it is not alive.")
        Duration stalledAfter) {

  /** Checks the bounds. */
  public WorkerHealthSettings {
    Check.given("host", host);
    Check.between("port", port, -1, 65_535);
    Check.positive("stalled-after", stalledAfter);
  }
}
