package io.framewise.connectors.settings;

import io.framewise.platform.settings.Check;
import io.framewise.platform.settings.Setting;

/** Where the connectors tell how they are. */
public record ConnectorsHealthSettings(
    @Setting(value = "127.0.0.1", doc = "Address to listen on for health and meters.") String host,
    @Setting(
            value = "8083",
            doc =
                "Port of /health/live, /health/ready and /metrics; 0 takes a free one, -1 means none. The"
                    + " demo has none.")
        int port) {

  /** Checks the bounds. */
  public ConnectorsHealthSettings {
    Check.given("host", host);
    Check.between("port", port, -1, 65_535);
  }
}
