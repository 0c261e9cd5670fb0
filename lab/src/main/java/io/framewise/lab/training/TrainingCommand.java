package io.framewise.lab.training;

import io.framewise.platform.lifecycle.OutputFolder;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

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
public final class TrainingCommand implements Callable<Integer> {

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
