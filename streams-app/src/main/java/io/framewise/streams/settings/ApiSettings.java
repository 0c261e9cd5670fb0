package io.framewise.streams.settings;

import io.framewise.platform.settings.Check;
import io.framewise.platform.settings.Setting;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** The query API's knobs. */
public record ApiSettings(
    @Setting(
            value = "127.0.0.1",
            doc =
                "Address to listen on. The default is this machine only; for any other, api.keys is needed.")
        String host,
    @Setting(value = "8080", doc = "Port to listen on; 0 takes a free one.") int port,
    @Setting(
            doc =
                "File with the keys of which each request must show one; see docs/api.md. Without it anybody who reaches the API may use it. It is read again when it changes.")
        String keys,
    @Setting(
            value = "false",
            doc = "Whether the API may listen on other addresses than this machine's without keys.")
        boolean insecure,
    @Setting(
            value = "1000",
            doc =
                "Requests a second that one key may make, or without keys one address; a further one gets 429.")
        int maxRequestRate,
    @Setting(value = "5s", doc = "How long reading one picture from Kafka may take.")
        Duration frameLimit,
    @Setting(
            value = "64",
            doc = "Clients that may follow the event stream at once; a further one gets 503.")
        int maxStreamClients,
    @Setting(
            value = "30s",
            doc =
                "A connection without traffic, or without a whole request, is closed after this long, 20s to 1d; event streams carry a heartbeat.")
        Duration idleTimeout,
    @Setting(
            value = "2048",
            doc =
                "Connections at once; for a further one that which has been quiet the longest is closed.")
        int maxConnections,
    @Setting(
            value = "64",
            doc = "Answers that are being made or taken at once; a further request gets 503.")
        int maxAnswers,
    @Setting(
            value = "8388608",
            doc = "Bytes that a question to /v1/ask may have, its pictures in base64 included.")
        int maxAskBytes,
    @Setting(
            value = "60s",
            doc = "A client that has not taken its answer within this is cut off; 1s to 1d.")
        Duration answerLimit,
    @Setting(
            value = "false",
            doc =
                "Whether /metrics has the several thousand values of Kafka's clients too, nearly a megabyte.")
        boolean kafkaMetrics,
    @Setting(
            doc =
                "host:port under which the other instances of the streams app reach this API, when that is not api.host and api.port. Each instance needs its own, and then answers for the sources of all.")
        String advertised) {

  // Longer than the 15 s between two heartbeats, or quiet streams would be closed.
  private static final Duration MIN_IDLE = Duration.ofSeconds(20);
  private static final Duration MAX_IDLE = Duration.ofDays(1);

  private static final Duration MIN_ANSWER = Duration.ofSeconds(1);

  private static final Set<String> EVERY_ADDRESS = Set.of("0.0.0.0", "::", "[::]");
  private static final Pattern PLACE =
      Pattern.compile("([A-Za-z0-9._-]+|\\[[0-9a-fA-F:.]+\\]):[0-9]{1,5}");

  /** Checks the bounds. */
  public ApiSettings {
    Check.given("host", host);
    Check.between("port", port, 0, 65_535);
    keys = keys == null ? "" : keys;
    Check.between("max-request-rate", maxRequestRate, 1, 1_000_000);
    Check.positive("frame-limit", frameLimit);
    Check.between("max-stream-clients", maxStreamClients, 1, 10_000);
    Check.between("max-connections", maxConnections, 16, 100_000);
    Check.between("max-answers", maxAnswers, 1, 10_000);
    Check.between("max-ask-bytes", maxAskBytes, 1024, 64 * 1024 * 1024);
    if (answerLimit.compareTo(MIN_ANSWER) < 0 || answerLimit.compareTo(MAX_IDLE) > 0) {
      throw new IllegalArgumentException("answer-limit must be between 1s and 1d");
    }
    if (maxConnections <= maxStreamClients) {
      throw new IllegalArgumentException(
          "max-connections must be more than max-stream-clients, which are connections too");
    }
    if (idleTimeout.compareTo(MIN_IDLE) < 0 || idleTimeout.compareTo(MAX_IDLE) > 0) {
      throw new IllegalArgumentException("idle-timeout must be between 20s and 1d");
    }
    advertised = advertised == null ? "" : advertised;
    if (!advertised.isEmpty() && !PLACE.matcher(advertised).matches()) {
      throw new IllegalArgumentException("advertised must be host:port, such as node-1:8080");
    }
  }

  /** host:port for other instances; empty when the port is 0 and therefore not known yet. */
  public Optional<String> reachedAt() {
    if (!advertised.isEmpty()) {
      return Optional.of(advertised);
    }
    return port == 0 ? Optional.empty() : Optional.of(reachableHost() + ":" + port);
  }

  /**
   * An address that listens on all interfaces is none that others could call, so the name of the
   * host is used.
   */
  private String reachableHost() {
    try {
      return EVERY_ADDRESS.contains(host) ? InetAddress.getLocalHost().getHostName() : host;
    } catch (UnknownHostException e) {
      return host;
    }
  }
}
