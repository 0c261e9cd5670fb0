package io.framewise.lab;

import io.framewise.lab.checkpoint.ModelCommand;
import io.framewise.lab.training.EvaluateCommand;
import io.framewise.lab.training.TrainingCommand;
import io.framewise.standalone.MoreCommands;
import picocli.CommandLine;

/** What the laboratory adds to {@code framewise}. */
public final class LabCommands implements MoreCommands {

  @Override
  public void addTo(CommandLine framewise) {
    framewise.addSubcommand(new ModelCommand()).addSubcommand(new BenchCommand());
    framewise
        .getSubcommands()
        .get("samples")
        .addSubcommand(new TrainingCommand())
        .addSubcommand(new EvaluateCommand());
  }
}
