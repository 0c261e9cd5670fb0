package io.framewise.lab;

import io.framewise.lab.connect.ConnectBenchCommand;
import io.framewise.lab.model.BatchingBenchCommand;
import io.framewise.lab.model.ModelBenchCommand;
import io.framewise.lab.model.PreprocessBenchCommand;
import io.framewise.lab.pipeline.PipelineBenchCommand;
import io.framewise.lab.query.QueryBenchCommand;
import io.framewise.lab.serve.ServeBenchCommand;
import io.framewise.lab.whole.CamerasBenchCommand;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/** The command {@code bench}: measurements beside a baseline, each a subcommand of its module. */
@Command(
    name = "bench",
    mixinStandardHelpOptions = true,
    description = "Measure. Each measurement ends in one line of JSON.",
    synopsisSubcommandLabel = "NAME",
    subcommands = {
      PipelineBenchCommand.class,
      ConnectBenchCommand.class,
      ModelBenchCommand.class,
      BatchingBenchCommand.class,
      PreprocessBenchCommand.class,
      CamerasBenchCommand.class,
      ServeBenchCommand.class,
      QueryBenchCommand.class
    })
final class BenchCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }
}
