package io.framewise.connectors.settings;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;

/**
 * Where pictures come from as people write it in a command, and what that says in settings.
 *
 * @param kind the kind of source
 * @param key the setting that says where
 * @param value its value
 */
public record SourcePlace(SourceKind kind, String key, String value) {

  private static final Map<String, SourceKind> SCHEMES =
      Map.of(
          "rtsp", SourceKind.RTSP,
          "rtsps", SourceKind.RTSP,
          "http", SourceKind.HTTP,
          "https", SourceKind.HTTP);

  private static final String MQTT = "mqtt:";

  /** Tells addresses, displays, devices, folders and files apart. */
  public static SourcePlace of(String where) {
    int scheme = where.indexOf("://");
    if (scheme > 0) {
      String name = where.substring(0, scheme).toLowerCase(Locale.ROOT);
      return new SourcePlace(SCHEMES.getOrDefault(name, SourceKind.RTSP), "address", where);
    }
    if (where.matches(":\\d+(\\.\\d+)?")) {
      return new SourcePlace(SourceKind.SCREEN, "display", where);
    }
    if (where.equals("push:")) {
      return new SourcePlace(SourceKind.PUSH, "kind", SourceKind.PUSH.written());
    }
    if (where.startsWith(MQTT)) {
      return new SourcePlace(SourceKind.MQTT, "topic", where.substring(MQTT.length()));
    }
    if (where.startsWith("/dev/")) {
      return new SourcePlace(SourceKind.USB, "path", where);
    }
    boolean folder = Files.isDirectory(Path.of(where));
    return new SourcePlace(folder ? SourceKind.FOLDER : SourceKind.VIDEO, "path", where);
  }
}
