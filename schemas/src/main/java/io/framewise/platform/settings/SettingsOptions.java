package io.framewise.platform.settings;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Option;

/** The flags by which every command takes settings. A picocli mix-in. */
public final class SettingsOptions {

  @Option(
      names = {"-c", "--config"},
      paramLabel = "FILE",
      description = "Settings file (see docs/configuration.md).")
  private Path file;

  @Option(
      names = "--set",
      paramLabel = "SECTION.KEY=VALUE",
      description =
          "Override one setting, such as --set kafka.bootstrap-servers=broker:9092. May be repeated.")
  private Map<String, String> overrides = new LinkedHashMap<>();

  /** Reads file, environment and flags. */
  public SettingsSource read() {
    return SettingsSource.read(file, System.getenv(), overrides);
  }

  /** The file that was given, or null. */
  public Path file() {
    return file;
  }
}
