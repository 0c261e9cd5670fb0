package io.framewise.connectors.manage;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewise.connectors.definition.DefinitionTopic;
import io.framewise.contract.avro.SourceCondition;
import io.framewise.contract.avro.SourceDefinition;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.platform.settings.Connection;
import io.framewise.platform.settings.SettingsOptions;
import io.framewise.platform.terminal.Columns;
import io.framewise.platform.topic.CompactedTopic;
import java.io.PrintWriter;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code framewise sources list}. */
@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "List the sources that are defined, and how each of them is.",
    footer = {
      "",
      "Examples:",
      "  framewise sources list",
      "  framewise sources list --json --set kafka.bootstrap-servers=broker:9092"
    })
public final class ListSources implements Callable<Integer> {

  private static final ObjectMapper JSON = new ObjectMapper();

  @Mixin private SettingsOptions options;
  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print one line of JSON, with the settings of each.")
  private boolean json;

  @Override
  public Integer call() {
    Connection connection = Connection.of(options);
    Map<String, Optional<SourceDefinition>> defined =
        new DefinitionTopic(connection.kafka(), connection.registry()).read();
    Map<String, Optional<SourceStatus>> statuses =
        new CompactedTopic<>(
                connection.kafka(), connection.kafka().topics().sources(), connection.registry())
            .read();
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(json(defined, statuses));
    } else if (defined.isEmpty()) {
      out.println("no sources; framewise sources add NAME ADDRESS adds one");
    } else {
      table(defined, statuses).lines().forEach(out::println);
    }
    out.flush();
    return 0;
  }

  private static Columns table(
      Map<String, Optional<SourceDefinition>> defined,
      Map<String, Optional<SourceStatus>> statuses) {
    Columns table = new Columns("ID", "KIND", "WHERE", "GROUP", "FROM", "STATE", "MESSAGE");
    defined.forEach(
        (id, found) -> {
          Optional<SourceStatus> status = statuses.getOrDefault(id, Optional.empty());
          found
              .map(Outline::of)
              .ifPresentOrElse(
                  outline ->
                      table.row(
                          id,
                          outline.kind(),
                          outline.where(),
                          found.get().getGroup(),
                          written(found.get().getOrigin()),
                          status.map(known -> written(known.getState())).orElse("not captured yet"),
                          status.map(ListSources::told).orElse("")),
                  () -> table.row(id, "", "", "", "", "not readable", ""));
        });
    return table;
  }

  private static String told(SourceStatus status) {
    return Stream.concat(
            Stream.ofNullable(status.getMessage()),
            status.getConditions().stream().map(SourceCondition::getMeaning))
        .collect(Collectors.joining("; "));
  }

  private static String written(Enum<?> constant) {
    return constant.name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }

  private static String json(
      Map<String, Optional<SourceDefinition>> defined,
      Map<String, Optional<SourceStatus>> statuses) {
    ArrayNode list = JSON.createArrayNode();
    defined.forEach(
        (id, found) -> {
          ObjectNode source = list.addObject();
          source.put("id", id);
          found.ifPresent(
              definition -> {
                source.put("group", definition.getGroup());
                source.put("origin", definition.getOrigin().name().toLowerCase(Locale.ROOT));
                source.set("settings", Outline.tree(definition));
              });
          statuses
              .getOrDefault(id, Optional.empty())
              .ifPresent(
                  status -> {
                    source.put("state", status.getState().name());
                    source.put("message", status.getMessage());
                    source.put("waits", status.getWaits());
                    source.put("pictures_per_second", status.getPicturesPerSecond());
                    source.put("frames_per_second", status.getFramesPerSecond());
                    ArrayNode conditions = source.putArray("conditions");
                    status.getConditions().forEach(holds -> conditions.add(holds.getCondition()));
                  });
        });
    return list.toString();
  }
}
