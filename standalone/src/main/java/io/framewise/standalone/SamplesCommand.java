package io.framewise.standalone;

import io.framewise.standalone.samples.Samples;
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
    description = "Draw the sample video and the sample pictures, where they are missing.")
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
}
