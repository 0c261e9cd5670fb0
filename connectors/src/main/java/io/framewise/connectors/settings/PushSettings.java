package io.framewise.connectors.settings;

import io.framewise.platform.observe.HostName;
import io.framewise.platform.settings.Check;
import io.framewise.platform.settings.SecretReference;
import io.framewise.platform.settings.Setting;
import java.time.Duration;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/** Where pictures are pushed to by HTTP, for sources of the kind PUSH. */
public record PushSettings(
    @Setting(
            value = "127.0.0.1",
            doc =
                "Address to listen on for pictures. Any other than this machine's own needs keys.")
        String host,
    @Setting(
            value = "-1",
            doc = "Port of POST /v1/frames/SOURCE; 0 takes a free one, -1 means none.")
        int port,
    @Setting(
            doc =
                "Who may push: by name of a key, where it is: env:NAME for an environment variable, file:PATH for the first line of a file. Sent as Authorization: Bearer KEY. Without any key everybody on this machine may.")
        Map<String, String> keys,
    @Setting(value = "25165824", doc = "Most bytes of one request, all its pictures together.")
        int maxBytes,
    @Setting(
            value = "8",
            doc =
                "Most requests under way at once. With max-bytes it bounds the memory that they take.")
        int maxRequests,
    @Setting(value = "30s", doc = "A request must be here as a whole within this time.")
        Duration requestLimit,
    @Setting(
            value = "10s",
            doc = "How long Kafka may take to acknowledge the pictures before the answer is 503.")
        Duration answerLimit) {

  /** Port of a process that pictures cannot be pushed to. */
  public static final int OFF = -1;

  private static final int MOST_BYTES = 1 << 28;
  private static final int MOST_KEYS = 100;

  /** Checks the bounds, and that nobody from outside may push without a key. */
  public PushSettings {
    Check.given("host", host);
    Check.between("port", port, OFF, 65_535);
    keys = keys == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(keys));
    Check.between("keys", keys.size(), 0, MOST_KEYS);
    keys.forEach(PushSettings::reference);
    Check.between("max-bytes", maxBytes, 1024, MOST_BYTES);
    Check.between("max-requests", maxRequests, 1, 1000);
    Check.positive("request-limit", requestLimit);
    Check.positive("answer-limit", answerLimit);
    if (port >= 0 && keys.isEmpty() && !onlyThisMachine(host)) {
      throw new IllegalArgumentException(
          "host "
              + host
              + " can be reached from elsewhere, and there are no keys: set keys.NAME=env:VARIABLE, or host=127.0.0.1");
    }
  }

  private static SecretReference reference(String name, String where) {
    try {
      SecretReference reference = new SecretReference(where);
      if (reference.text().isEmpty()) {
        throw new IllegalArgumentException("must say where it is, such as env:PUSH_KEY");
      }
      return reference;
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("keys." + name + " " + e.getMessage(), e);
    }
  }

  /** Where the keys are, by name. */
  public Map<String, SecretReference> references() {
    Map<String, SecretReference> references = new LinkedHashMap<>();
    keys.forEach((name, where) -> references.put(name, reference(name, where)));
    return references;
  }

  /** Whether pictures are taken at all. */
  public boolean isOn() {
    return port >= 0;
  }

  /** Whether only this machine reaches it. */
  public boolean onlyThisMachine() {
    return onlyThisMachine(host);
  }

  private static boolean onlyThisMachine(String host) {
    return HostName.ofListener(host).filter(HostName::isLoopback).isPresent();
  }
}
