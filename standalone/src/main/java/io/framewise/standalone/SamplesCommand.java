package io.framewise.standalone;

import io.framewise.model.tiny.OutputFolder;
import io.framewise.standalone.samples.Samples;
import io.framewise.standalone.training.EvaluateCommand;
import io.framewise.standalone.training.TrainingSet;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code framewise samples}: draws the sample sources, for docker-compose.yml. */
@Command(
    name = "samples",
    mixinStandardHelpOptions = true,
    description = "Draw the sample video and the sample pictures, where they are missing.",
    subcommands = {SamplesCommand.Training.class, EvaluateCommand.class})
final class SamplesCommand implements Callable<Integer> {

  @Option(
      names = "--out",
      paramLabel = "DIR",
      defaultValue = ".framewise/samples",
      description = "Where to (default: ${DEFAULT-VALUE}).")
  private Path out;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter said = spec.commandLine().getOut();
    Samples samples = Samples.ensure(out, said);
    said.println("video     " + samples.video());
    said.println("parts     " + samples.parts());
    said.println("screens   " + samples.screens());
    return 0;
  }

  /** {@code framewise samples training}: what the demo's model is trained on. */
  @Command(
      name = "training",
      mixinStandardHelpOptions = true,
      description = {
        "Write a training set for the demo's model: windows over drawn scenes, in the tokens and tiles",
        "that the product makes of them, with the true answers."
      },
      footer = {
        "",
        "Example:",
        "  framewise samples training --out /tmp/set --seed 1 --windows 10000"
      })
  static final class Training implements Callable<Integer> {

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to.")
    private Path out;

    @Option(
        names = "--seed",
        paramLabel = "N",
        defaultValue = "1",
        description = "Other numbers draw other scenes (default: ${DEFAULT-VALUE}).")
    private long seed;

    @Option(
        names = "--windows",
        paramLabel = "N",
        defaultValue = "1000",
        description = "At least so many (default: ${DEFAULT-VALUE}).")
    private int windows;

    @Spec private CommandSpec spec;

    @Override
    public Integer call() {
      PrintWriter said = spec.commandLine().getOut();
      OutputFolder.require(out);
      TrainingSet.write(
          out,
          seed,
          windows,
          done -> {
            said.println(done + " windows");
            said.flush();
          });
      return 0;
    }
  }
}
