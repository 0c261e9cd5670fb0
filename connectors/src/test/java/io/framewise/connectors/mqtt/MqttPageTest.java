package io.framewise.connectors.mqtt;

import io.framewise.connectors.settings.MqttSettings;
import io.framewise.platform.settings.SettingsSchema;
import io.framewise.testing.RenderedPage;
import org.junit.jupiter.api.Test;

/** The page about MQTT, its topics and bounds from the code. */
final class MqttPageTest {

  @Test
  void shouldBeTheCommittedPageWhenRendered() {
    String prefix = value("prefix");
    new RenderedPage("docs/mqtt.md")
        .assertIs(
            PAGE.formatted(
                MqttSource.MOST_WAITING,
                MqttSource.MOST_BYTES >> 20,
                MqttSource.TOPIC,
                prefix,
                prefix,
                prefix,
                prefix,
                MqttSender.statusTopic(prefix),
                MqttSender.ONLINE,
                MqttSender.OFFLINE,
                value("discovery-prefix")));
  }

  private static String value(String name) {
    return SettingsSchema.keys(MqttSettings.class).stream()
        .filter(key -> key.name().equals(name))
        .findFirst()
        .orElseThrow()
        .setting()
        .value();
  }

  private static final String PAGE =
      """
      # MQTT: pictures in, events and alerts out

      Rendered from the code by a test; `mvn verify -Ddocs.update` writes it anew. Settings: `connectors.mqtt` in
      [configuration.md](configuration.md#connectors). Why it is so: [decision](decisions/0042-mqtt-is-acknowledged-after-kafka.md).

      ```
      ./framewise demo --set connectors.mqtt.address=mqtt://localhost:1883 \\
          --set connectors.mqtt.events=true --set connectors.mqtt.home-assistant=true \\
          --set connectors.sources.garden.kind=mqtt --set connectors.sources.garden.topic=cameras/garden/snapshot
      mosquitto_pub -q 1 -t cameras/garden/snapshot -f picture.jpg
      mosquitto_sub -v -t 'framewise/#'
      ```

      With TLS `mqtts://`, and `connectors.mqtt.authorities` where the certificate is not of a known authority; with a password
      `connectors.mqtt.user=eve` and `connectors.mqtt.password=env:MQTT_PASSWORD`. The protocol is MQTT 3.1.1.

      ## Pictures

      - A source of the kind `mqtt` has one `topic`, which may hold `+` and `#`; `./framewise sources add garden
        mqtt:cameras/garden/snapshot` adds one. Each message is a picture: JPEG, PNG, WebP, BMP or TIFF.
      - `when-stalled: stall`, the default, loses none: quality 1 and a session that the broker keeps, and a picture is acknowledged
        once Kafka has it. After a broken connection some may come twice. `shed` stays current: quality 0, and what comes while Kafka
        takes nothing, or nobody is there, is given up. At most %d pictures and %d MiB of a source wait here.
      - The event time is the arrival: MQTT says none. So retained messages, which may be of any age, are left out.
      - The attribute `%s` names the topic that a picture came on.
      - A picture that cannot be used is acknowledged and a dead letter. One of over 40 MiB ends the connection again and again: set the
        broker's own limit below (`message_size_limit` of Mosquitto).
      - A broker that is away is tried for ever, after 1 s, 2 s, 4 s, at most every 5 s while nothing listens there; the source's status
        says so.

      ## Events and alerts

      `connectors.mqtt.events`, set for one process, publishes them with quality 1, retained, from the first start on:

      | topic | JSON |
      |---|---|
      | `%s/events/SOURCE/SET` | how the newest event ended: `status`, `reason`, `windowStart`, `windowEnd`, `eventId` |
      | `%s/events/SOURCE/SET/QUESTION` | the newest answer: `value` of its type, `valid`, `text`, `probability`, `boxes` or `points`, whose number is the value |
      | `%s/alerts/SOURCE/SET/QUESTION` | the alert: `open`, `state`, `severity`, `value`, `raisedAt`, `changedAt`; a level more with the part, where each has its own |
      | `%s/...` | other characters than MQTT takes in a level are written as `%%2F` |
      | `%s` | `%s`, or `%s` once nobody publishes |

      An answer that is not valid has the value null. An event or alert counts as read in Kafka once the broker has acknowledged all of its
      messages: while the broker is away they wait in Kafka, as long as that keeps them, and then come in order; some may come twice.

      The meters `framewise.mqtt.connected` and `framewise.mqtt.published` ([health.md](health.md)) and the log tell how it gets on.

      ## Home Assistant

      `connectors.mqtt.home-assistant` announces below `%s/` each question and alert that comes: a device for each source, a binary
      sensor for yes or no, a sensor for any other answer, a binary sensor of the class problem for an alert. All are unavailable
      while nobody publishes. Alerts of single parts are not announced. The announcements are retained: for a source that is gone,
      `mosquitto_pub -r -n -t TOPIC` takes one back. The messages were tried with Mosquitto and its clients, not with Home Assistant itself.
      """;
}
