package io.framewise.admin;

import io.framewise.admin.questions.ListQuestions;
import io.framewise.admin.questions.PutQuestions;
import io.framewise.admin.questions.RemoveQuestions;
import io.framewise.admin.trial.TryQuestions;
import picocli.CommandLine.Command;
import picocli.CommandLine.HelpCommand;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** {@code framewise questions}: what is asked, changed while everything runs. */
@Command(
    name = "questions",
    mixinStandardHelpOptions = true,
    description = "List, put, remove and try question sets while everything runs.",
    synopsisSubcommandLabel = "COMMAND",
    subcommands = {
      ListQuestions.class,
      PutQuestions.class,
      RemoveQuestions.class,
      TryQuestions.class,
      HelpCommand.class
    },
    footer = {
      "",
      "Examples:",
      "  framewise questions list",
      "  framewise questions put doors.yaml",
      "  framewise questions remove doors",
      "  framewise questions try doors.yaml --source gate",
      "  framewise questions list --json --set kafka.bootstrap-servers=broker:9092"
    })
public final class QuestionsCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
