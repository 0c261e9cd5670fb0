package io.framewise.connectors.mqtt;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.zip.CRC32C;

/** Names of ours as MQTT and Home Assistant take them. */
final class MqttNames {

  private static final Pattern NOT_OF_AN_ID = Pattern.compile("[^A-Za-z0-9-]");

  private MqttNames() {}

  /** Levels of a topic; what has a meaning there is written with a percent sign. */
  static String topic(String prefix, List<String> levels) {
    return prefix + levels.stream().map(level -> "/" + level(level)).collect(Collectors.joining());
  }

  private static String level(String name) {
    StringBuilder level = new StringBuilder();
    name.chars()
        .forEach(
            c -> {
              if ("/+#%".indexOf(c) >= 0 || Character.isISOControl(c)) {
                level.append(String.format(Locale.ROOT, "%%%02X", c));
              } else {
                level.append((char) c);
              }
            });
    return level.toString();
  }

  /** An id that only these names have: letters, digits, dashes and underscores. */
  static String id(List<String> names) {
    String plain =
        names.stream()
            .map(name -> NOT_OF_AN_ID.matcher(name).replaceAll("_"))
            .collect(Collectors.joining("_"));
    if (names.stream().noneMatch(name -> NOT_OF_AN_ID.matcher(name).find())) {
      return plain;
    }
    CRC32C checksum = new CRC32C();
    checksum.update(String.join("\n", names).getBytes(StandardCharsets.UTF_8));
    return plain + "_" + Long.toHexString(checksum.getValue());
  }

  /** The names that an alert's key is made of. */
  static List<String> ofAlert(String alertKey) {
    return Arrays.stream(alertKey.split(":", -1))
        .map(part -> part.replace("%3A", ":").replace("%25", "%"))
        .toList();
  }
}
