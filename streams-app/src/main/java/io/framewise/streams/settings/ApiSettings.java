package io.framewise.streams.settings;

import io.framewise.platform.settings.Check;
import io.framewise.platform.settings.Setting;
import java.time.Duration;

/** The query API's knobs. */
public record ApiSettings(
    @Setting(
            value = "127.0.0.1",
            doc =
                "Address to listen on. The default is this machine only: the API has no log-in yet.")
        String host,
    @Setting(value = "8080", doc = "Port to listen on; 0 takes a free one.") int port,
    @Setting(value = "5s", doc = "How long reading one picture from Kafka may take.")
        Duration frameLimit,
    @Setting(
            value = "64",
            doc = "Clients that may follow the event stream at once; a further one gets 503.")
        int maxStreamClients,
    @Setting(
            value = "30s",
            doc =
                "A connection without traffic is closed after this long, 20s to 1d; event streams carry a heartbeat.")
        Duration idleTimeout) {

  // Longer than the pause of 15 s between two heartbeats, or quiet streams would be closed.
  private static final Duration MIN_IDLE = Duration.ofSeconds(20);
  private static final Duration MAX_IDLE = Duration.ofDays(1);

  /** Checks the bounds. */
  public ApiSettings {
    Check.given("host", host);
    Check.between("port", port, 0, 65_535);
    Check.positive("frame-limit", frameLimit);
    Check.between("max-stream-clients", maxStreamClients, 1, 10_000);
    if (idleTimeout.compareTo(MIN_IDLE) < 0 || idleTimeout.compareTo(MAX_IDLE) > 0) {
      throw new IllegalArgumentException("idle-timeout must be between 20s and 1d");
    }
  }
}
