package io.framewise.connectors.settings;

import io.framewise.platform.settings.SecretReference;
import io.framewise.platform.settings.Setting;
import io.framewise.platform.settings.WebAddress;
import java.net.URI;
import java.util.Set;

/**
 * The MQTT broker: pictures for sources of the kind MQTT come from it, events and alerts go to it.
 */
public record MqttSettings(
    @Setting(
            doc =
                "The broker's address, such as mqtt://broker:1883, or mqtts:// with TLS. It holds no password. Without it there is no MQTT.")
        String address,
    @Setting(doc = "Who logs in; also as mqtt://user@broker.") String user,
    @Setting(
            doc =
                "Where the password is: env:NAME for an environment variable, file:PATH for the first line of a file.")
        String password,
    @Setting(
            doc =
                "With mqtts: a file in PEM form with the authorities that are trusted; without it those of the JVM.")
        String authorities,
    @Setting(
            value = "false",
            doc =
                "Whether events and alerts are published, by this process; set it for one process of a group.")
        boolean events,
    @Setting(value = "framewise", doc = "What the topics of events and alerts begin with.")
        String prefix,
    @Setting(
            value = "false",
            doc =
                "Whether events and alerts are announced to Home Assistant, as entities of a device for each source.")
        boolean homeAssistant,
    @Setting(
            value = "homeassistant",
            doc = "What the topics begin with on which Home Assistant looks for announcements.")
        String discoveryPrefix) {

  private static final int PLAIN_PORT = 1883;
  private static final int TLS_PORT = 8883;
  private static final WebAddress.Rules RULES =
      new WebAddress.Rules(Set.of("mqtt", "mqtts"), false, "mqtt://user@broker:1883");

  /** Checks the address and the topics. */
  public MqttSettings {
    address = address == null ? "" : address.strip();
    user = user == null ? "" : user;
    password = password == null ? "" : password;
    authorities = authorities == null ? "" : authorities;
    MqttTopics.requirePrefix("prefix", prefix);
    MqttTopics.requirePrefix("discovery-prefix", discoveryPrefix);
    reference(password);
    if (!address.isEmpty()) {
      user = user(WebAddress.of("address", address, RULES), user);
      if (user.isEmpty() && !password.isEmpty()) {
        throw new IllegalArgumentException("password is given without user");
      }
    } else if (events) {
      throw new IllegalArgumentException("events need the address of a broker");
    }
  }

  private static String user(WebAddress parts, String user) {
    if (!parts.password().isEmpty()) {
      throw new IllegalArgumentException(
          "address holds a password: take it out, and say where it is with password: env:NAME or password: file:PATH");
    }
    if (!parts.user().isEmpty() && !user.isEmpty() && !parts.user().equals(user)) {
      throw new IllegalArgumentException(
          "address holds a user, and user is given too: give it once");
    }
    return parts.user().isEmpty() ? user : parts.user();
  }

  private static SecretReference reference(String password) {
    try {
      return new SecretReference(password);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("password " + e.getMessage(), e);
    }
  }

  /** Whether there is a broker. */
  public boolean isOn() {
    return !address.isEmpty();
  }

  /** Where the password is. */
  public SecretReference passwordReference() {
    return reference(password);
  }

  /** Whether the connection is by TLS. */
  public boolean isTls() {
    return "mqtts".equalsIgnoreCase(uri().getScheme());
  }

  /** The broker's host. */
  public String host() {
    return uri().getHost();
  }

  /** The broker's port. */
  public int port() {
    int usual = isTls() ? TLS_PORT : PLAIN_PORT;
    return uri().getPort() > 0 ? uri().getPort() : usual;
  }

  private URI uri() {
    return URI.create(WebAddress.of("address", address, RULES).url());
  }
}
