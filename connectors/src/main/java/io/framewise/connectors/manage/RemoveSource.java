package io.framewise.connectors.manage;

import io.framewise.connectors.definition.DefinitionTopic;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.DefinitionOrigin;
import io.framewise.contract.avro.SourceDefinition;
import io.framewise.platform.settings.Connection;
import io.framewise.platform.settings.SettingsOptions;
import java.io.PrintWriter;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code framewise sources remove}. */
@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    description =
        "Remove a source; it is captured no more from now on. Its frames, events and alerts stay.",
    footer = {"", "Example:", "  framewise sources remove door"})
public final class RemoveSource implements Callable<Integer> {

  @Mixin private SettingsOptions options;
  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "NAME", description = "Id of the source.")
  private String name;

  /**
   * Removes it.
   *
   * @throws UserError when there is none of that name
   */
  @Override
  public Integer call() {
    Connection connection = Connection.of(options);
    DefinitionTopic topic = new DefinitionTopic(connection.kafka(), connection.registry());
    Map<String, Optional<SourceDefinition>> defined = topic.read();
    if (!defined.containsKey(name)) {
      throw new UserError(
          "there is no source " + name,
          defined.isEmpty()
              ? "none is defined"
              : "there are " + String.join(", ", defined.keySet()));
    }
    topic.remove(name);
    PrintWriter out = spec.commandLine().getOut();
    out.println(name + ": removed");
    boolean seed =
        defined
            .get(name)
            .filter(definition -> definition.getOrigin() == DefinitionOrigin.SETTINGS_FILE)
            .isPresent();
    if (seed) {
      out.println(
          "It came from the settings file: take it out there too, or the next start adds it.");
    }
    out.flush();
    return 0;
  }
}
