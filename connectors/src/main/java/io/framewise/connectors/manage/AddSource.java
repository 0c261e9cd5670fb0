package io.framewise.connectors.manage;

import io.framewise.connectors.definition.DefinitionTopic;
import io.framewise.connectors.definition.Definitions;
import io.framewise.connectors.settings.ConnectorsSettings;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.DefinitionOrigin;
import io.framewise.contract.avro.SourceDefinition;
import io.framewise.platform.settings.Connection;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsOptions;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code framewise sources add}. */
@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = {
      "Add a source, or change the one of that name; the connector processes of its group take it up at once.",
      "It stays until it is removed, whatever the settings file says of it."
    },
    footer = {
      "",
      "Examples:",
      "  framewise sources add door rtsp://eve@camera/stream --with password=env:DOOR_PASSWORD",
      "  framewise sources add yard yard.mp4 --with loop=true --with labels.site=north",
      "  framewise sources add parts /pictures --with domain=inspection"
    })
public final class AddSource implements Callable<Integer> {

  @Mixin private SettingsOptions options;
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NAME", description = "Id of the source.")
  private String name;

  @Parameters(
      index = "1",
      paramLabel = "ADDRESS|PATH",
      description = "A stream's address, a video file or a folder, as the connectors see it.")
  private String where;

  @Option(
      names = "--with",
      paramLabel = "KEY=VALUE",
      description =
          "A setting of the source, such as max-rate=2; docs/configuration.md lists them below connectors.sources.NAME. May be repeated.")
  private List<String> with = new ArrayList<>();

  /**
   * Adds it.
   *
   * @throws UserError when its settings are not right; nothing is written then
   */
  @Override
  public Integer call() {
    SourceSettings settings = Definitions.settings(name, given());
    Connection connection = Connection.of(options);
    String group = options.read().bind(Section.CONNECTORS, ConnectorsSettings.class).group();
    DefinitionTopic topic = new DefinitionTopic(connection.kafka(), connection.registry());
    Optional<SourceDefinition> before = topic.read().getOrDefault(name, Optional.empty());
    SourceDefinition wanted =
        Definitions.of(name, group, settings, DefinitionOrigin.COMMAND, Instant.now());
    // One that stays what it is goes on where it is.
    before
        .filter(known -> known.getSettings().equals(wanted.getSettings()))
        .filter(known -> known.getGroup().equals(group))
        .ifPresent(known -> wanted.setUpdatedAt(known.getUpdatedAt()));
    topic.put(wanted);
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        name + ": " + (before.isPresent() ? "changed" : "added") + ", in the group " + group);
    out.flush();
    return 0;
  }

  private Map<String, Object> given() {
    Map<String, Object> given = new LinkedHashMap<>();
    Map<String, Map<String, String>> below = new LinkedHashMap<>();
    given.put("kind", kind());
    given.put(where.contains("://") ? "address" : "path", where);
    for (String setting : with) {
      int equals = setting.indexOf('=');
      if (equals <= 0) {
        throw new UserError(
            "--with takes KEY=VALUE, and something without a key or = was given",
            "write it without blanks around the =, such as --with max-rate=2");
      }
      String[] key = setting.substring(0, equals).split("\\.", 2);
      String value = setting.substring(equals + 1);
      if (key.length == 1) {
        given.put(key[0], value);
      } else { // Labels and attributes hold names of their own behind a dot.
        below.computeIfAbsent(key[0], any -> new LinkedHashMap<>()).put(key[1], value);
      }
    }
    given.putAll(below);
    return given;
  }

  private String kind() {
    String lower = where.toLowerCase(Locale.ROOT);
    if (lower.startsWith("rtsp://") || lower.startsWith("rtsps://")) {
      return "rtsp";
    }
    return Files.isDirectory(Path.of(where)) ? "folder" : "video";
  }
}
