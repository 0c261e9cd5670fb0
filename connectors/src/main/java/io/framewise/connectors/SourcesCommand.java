package io.framewise.connectors;

import io.framewise.connectors.discover.DiscoverSources;
import io.framewise.connectors.manage.AddSource;
import io.framewise.connectors.manage.ListSources;
import io.framewise.connectors.manage.RemoveSource;
import io.framewise.connectors.trial.TestSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code framewise sources}: what is captured. */
@Command(
    name = "sources",
    mixinStandardHelpOptions = true,
    description = "List, find, test, add and remove the sources of pictures while everything runs.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ListSources.class,
      DiscoverSources.class,
      TestSource.class,
      AddSource.class,
      RemoveSource.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  framewise sources discover --user eve --password env:CAMERA",
      "  framewise sources test rtsp://user@camera/stream --password env:CAMERA"
    })
public final class SourcesCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
