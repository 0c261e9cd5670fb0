package io.framewise.connectors.settings;

import io.framewise.platform.frame.FrameRecords;
import io.framewise.platform.settings.Setting;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;

/** The section {@code connectors}: the sources and how their pictures go to Kafka. */
public record ConnectorsSettings(
    @Setting(
            doc =
                "The sources, by source id: 1 to 64 letters, digits, dots, dashes, underscores; * for what holds for all of them.")
        Map<String, SourceSettings> sources,
    @Setting(
            value = "connectors",
            doc =
                "Connector processes of one group share its sources between them, and have the same sources in their settings files. Files and folders must be there for each of them.")
        String group,
    @Setting(doc = "How pictures go to Kafka; the same for every source.")
        PublisherSettings publisher,
    @Setting(doc = "The processes in which streams are captured.") CaptureSettings capture,
    @Setting(doc = "Where pictures are pushed to by HTTP, for sources of the kind PUSH.")
        PushSettings push,
    @Setting(
            doc =
                "The MQTT broker: pictures for sources of the kind MQTT come from it, events and alerts go to it.")
        MqttSettings mqtt,
    @Setting(doc = "Where the connectors tell how they are.") ConnectorsHealthSettings health) {

  private static final Pattern SOURCE_ID = Pattern.compile("[A-Za-z0-9._-]{1,64}");

  /** Checks the source ids. */
  public ConnectorsSettings {
    sources =
        sources == null ? Map.of() : Collections.unmodifiableMap(new LinkedHashMap<>(sources));
    sources.forEach(ConnectorsSettings::check);
    if (!SOURCE_ID.matcher(group).matches()) {
      throw new IllegalArgumentException("group must be 1 to 64 of A-Z a-z 0-9 . _ -");
    }
  }

  private static void check(String id, SourceSettings source) {
    if (!SOURCE_ID.matcher(id).matches() || !FrameRecords.isSourceId(id)) {
      throw new IllegalArgumentException(
          "source id '" + id + "' must be 1 to 64 of A-Z a-z 0-9 . _ -, and not . or ..");
    }
    if (source == null) {
      throw new IllegalArgumentException(
          "source " + id + " needs at least kind and path, kind and address, or kind push");
    }
  }
}
