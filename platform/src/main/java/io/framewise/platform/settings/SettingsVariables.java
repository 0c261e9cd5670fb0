package io.framewise.platform.settings;

import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/**
 * What the environment variables of one section set. A key with one value has one variable. A map
 * of plain values has one for the text of a properties file, and one for each entry, whose name
 * then is dotted and in small letters: {@code FRAMEWISE_KAFKA_PROPERTIES_SASL_JAAS_CONFIG} is
 * {@code sasl.jaas.config}.
 */
final class SettingsVariables {

  private final Map<String, String> pathByName = new TreeMap<>();
  private final Map<String, String> mapByName = new TreeMap<>();

  SettingsVariables(String section, Class<? extends Record> type) {
    SettingsSchema.leafPaths(section, type)
        .forEach(path -> pathByName.put(SettingsSchema.environmentName(path), path));
    SettingsSchema.plainMapPaths(section, type)
        .forEach(path -> mapByName.put(SettingsSchema.environmentName(path), path));
  }

  /** The variables that have a name of their own, to suggest one of. */
  Collection<String> names() {
    return pathByName.keySet();
  }

  /** Whether there is such a variable. */
  boolean has(String name) {
    return pathByName.containsKey(name)
        || mapByName.containsKey(name)
        || mapByName.keySet().stream().anyMatch(map -> name.startsWith(map + "_"));
  }

  /** Paths and values that a variable sets. */
  Map<String, String> settings(String name, String value, List<String> problems) {
    String path = pathByName.get(name);
    if (path != null) {
      return Map.of(path, value);
    }
    if (mapByName.containsKey(name)) {
      return whole(name, mapByName.get(name), value, problems);
    }
    Map<String, String> settings = new LinkedHashMap<>();
    mapByName.forEach(
        (map, mapPath) -> {
          if (name.startsWith(map + "_")) {
            String entry = name.substring(map.length() + 1).toLowerCase(Locale.ROOT);
            settings.put(mapPath + "." + entry.replace('_', '.'), value);
          }
        });
    return settings;
  }

  private static Map<String, String> whole(
      String name, String path, String text, List<String> problems) {
    Map<String, String> settings = new LinkedHashMap<>();
    try {
      ClientProperties.parse(name, text)
          .forEach((key, value) -> settings.put(path + "." + key, value.reveal()));
    } catch (IllegalArgumentException e) {
      problems.add(e.getMessage());
    }
    return settings;
  }
}
