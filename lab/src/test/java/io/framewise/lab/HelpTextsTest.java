package io.framewise.lab;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.standalone.FramewiseCommand;
import io.framewise.testing.RenderedPage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** The help of each command as a text, which ./framewise shows while nothing is built yet. */
class HelpTextsTest {

  private static final String FOLDER = "lab/src/help/";

  @Test
  void shouldBeTheCommittedTextsWhenRendered() throws IOException {
    Map<String, CommandLine> commands = new TreeMap<>();
    collect("framewise", FramewiseCommand.line(), commands);

    commands.forEach(
        (name, command) ->
            new RenderedPage(FOLDER + name + ".txt")
                .assertIs(command.getUsageMessage(CommandLine.Help.Ansi.OFF)));

    Path folder = RenderedPage.root().resolve(FOLDER);
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString().replace(".txt", "")))
          .containsExactlyInAnyOrderElementsOf(commands.keySet());
    }
  }

  private static void collect(String name, CommandLine command, Map<String, CommandLine> commands) {
    commands.put(name, command);
    command
        .getSubcommands()
        .forEach(
            (word, below) -> {
              if (!(below.getCommand() instanceof CommandLine.HelpCommand)) {
                collect(name + "-" + word, below, commands);
              }
            });
  }
}
