package io.framewise.admin.frames;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code framewise frames}: the pictures that answers rest on. */
@Command(
    name = "frames",
    mixinStandardHelpOptions = true,
    description = "Get the pictures that events and alerts name.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {GetFrame.class, HelpCommand.class})
public final class FramesCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
