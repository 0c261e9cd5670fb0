package io.framewise.platform.settings;

import io.framewise.contract.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
  private List<String> overrides = new ArrayList<>();

  /** Whether the person named a settings file. */
  public boolean hasFile() {
    return file != null;
  }

  /** The flags that were given, for a process of ours that is to have the same settings. */
  public List<String> given() {
    List<String> flags = new ArrayList<>();
    if (hasFile()) {
      flags.add("--config=" + file);
    }
    overrides.forEach(override -> flags.add("--set=" + override));
    return flags;
  }

  /** Reads file, environment and flags. */
  public SettingsSource read() {
    return SettingsSource.read(file, System.getenv(), overrides());
  }

  /**
   * Reads file, environment and flags of a command that has settings of its own.
   *
   * @param shipped text of the settings file where the person names none
   * @param embedded {@code section.key} to value: what the command knows better than any file; only
   *     {@code --set} wins over it
   */
  public SettingsSource read(String shipped, Map<String, String> embedded) {
    Map<String, String> flags = new LinkedHashMap<>(embedded);
    flags.putAll(overrides());
    return file == null
        ? SettingsSource.parse("the shipped settings", shipped, System.getenv(), flags)
        : SettingsSource.read(file, System.getenv(), flags);
  }

  /** Not a map of picocli's, whose error would show what was given, and that may be a password. */
  private Map<String, String> overrides() {
    Map<String, String> settings = new LinkedHashMap<>();
    for (String override : overrides) {
      int equals = override.indexOf('=');
      if (equals <= 0) {
        throw new UserError(
            "--set takes SECTION.KEY=VALUE, and something without a key or = was given",
            "write it without blanks around the =, and a value with blanks in quotes");
      }
      settings.put(override.substring(0, equals), override.substring(equals + 1));
    }
    return settings;
  }
}
