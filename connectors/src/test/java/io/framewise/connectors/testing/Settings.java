package io.framewise.connectors.testing;

import io.framewise.connectors.settings.ConnectorsSettings;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsSource;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

/** Settings as a user would give them, bound by the real thing. */
public final class Settings {

  private Settings() {}

  /** The section {@code connectors} from flags below it. */
  public static ConnectorsSettings connectors(Map<String, String> flags) {
    Map<String, String> full = new HashMap<>();
    flags.forEach((key, value) -> full.put("connectors." + key, value));
    return SettingsSource.read(null, Map.of(), full)
        .bind(Section.CONNECTORS, ConnectorsSettings.class);
  }

  /** One source's settings: {@code keysAndValues} alternate. */
  public static SourceSettings source(String kind, Path path, String... keysAndValues) {
    Map<String, String> flags = new HashMap<>();
    flags.put("sources.test.kind", kind);
    flags.put("sources.test.path", path.toString());
    for (int i = 0; i < keysAndValues.length; i += 2) {
      flags.put("sources.test." + keysAndValues[i], keysAndValues[i + 1]);
    }
    return connectors(flags).sources().get("test");
  }

  /** Settings of one stream: {@code keysAndValues} alternate. */
  public static SourceSettings stream(String kind, String address, String... keysAndValues) {
    return live(
        kind,
        Stream.concat(Stream.of("address", address), Stream.of(keysAndValues))
            .toArray(String[]::new));
  }

  /** Settings of one source that is captured live: {@code keysAndValues} alternate. */
  public static SourceSettings live(String kind, String... keysAndValues) {
    Map<String, String> flags = new HashMap<>();
    flags.put("sources.test.kind", kind);
    for (int i = 0; i < keysAndValues.length; i += 2) {
      flags.put("sources.test." + keysAndValues[i], keysAndValues[i + 1]);
    }
    return connectors(flags).sources().get("test");
  }
}
