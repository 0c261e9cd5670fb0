package io.framewise.connectors.manage;

import io.framewise.connectors.definition.DefinitionTopic;
import io.framewise.connectors.definition.Definitions;
import io.framewise.connectors.settings.ConnectorsSettings;
import io.framewise.connectors.settings.GivenSetting;
import io.framewise.connectors.settings.SourcePlace;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.DefinitionOrigin;
import io.framewise.contract.avro.SourceDefinition;
import io.framewise.platform.settings.Connection;
import io.framewise.platform.settings.Section;
import io.framewise.platform.settings.SettingsOptions;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
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
      "  framewise sources add gate https://camera.example/gate.jpg --with every=5s",
      "  framewise sources add desk :0 --with region=0,0,1280,720",
      "  framewise sources add yard yard.mp4 --with loop=true --with labels.site=north",
      "  framewise sources add parts /pictures --with domain=inspection",
      "  framewise sources add station push: --with domain=inspection",
      "  framewise sources add garden mqtt:cameras/garden/snapshot"
    })
public final class AddSource implements Callable<Integer> {

  @Mixin private SettingsOptions options;
  @Spec private CommandSpec spec;

  @Parameters(index = "0", paramLabel = "NAME", description = "Id of the source.")
  private String name;

  @Parameters(
      index = "1",
      paramLabel = "ADDRESS|PATH|DISPLAY",
      description =
          "A stream's address, a video file, a folder, a device or a display, as the connectors see it; push: for pictures that are pushed by HTTP, mqtt:TOPIC for those that are published by MQTT.")
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
    SourcePlace place = SourcePlace.of(where);
    given.put("kind", place.kind().written());
    given.put(place.key(), place.value());
    for (String setting : with) {
      GivenSetting one = GivenSetting.of(setting);
      String[] key = one.key().split("\\.", 2);
      if (key.length == 1) {
        given.put(key[0], one.value());
      } else { // Labels and attributes hold names of their own behind a dot.
        below.computeIfAbsent(key[0], any -> new LinkedHashMap<>()).put(key[1], one.value());
      }
    }
    given.putAll(below);
    return given;
  }
}
