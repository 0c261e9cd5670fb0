package io.framewise.admin.letters;

import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code framewise dead-letters}: what could not be processed. */
@Command(
    name = "dead-letters",
    mixinStandardHelpOptions = true,
    description = "Find what could not be processed, look into it, put it back.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ListDeadLetters.class,
      ShowDeadLetter.class,
      RedriveDeadLetters.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  framewise dead-letters list --source door --from 1h",
      "  framewise dead-letters show 0@12 --out original.bin",
      "  framewise dead-letters redrive 0@12 0@13",
      "  framewise dead-letters redrive --all --category bad-record"
    })
public final class DeadLettersCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
