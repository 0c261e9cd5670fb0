package io.framewise.lab.checkpoint;

import io.framewise.model.tiny.TinyCheckpoint;
import io.framewise.model.tiny.TinyVariant;
import io.framewise.platform.lifecycle.OutputFolder;
import io.framewise.standalone.samples.DemoCheckpoint;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code model}, for mounting under a launcher. */
@Command(
    name = "model",
    description = "Make checkpoints.",
    mixinStandardHelpOptions = true,
    subcommands = {ModelCommand.Demo.class, ModelCommand.Tiny.class, RandomCommand.class},
    synopsisSubcommandLabel = "COMMAND")
public final class ModelCommand implements Runnable {

  @Spec private CommandSpec spec;

  @Override
  public void run() {
    spec.commandLine().usage(spec.commandLine().getOut());
  }

  /** The command {@code model demo}. */
  @Command(
      name = "demo",
      description = "Writes the demo's model, which knows the sample scenes and nothing else.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  ./framewise model demo --out models/framewise-demo"})
  public static final class Demo implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to.")
    private Path out;

    @Override
    public Integer call() {
      OutputFolder.require(out);
      DemoCheckpoint.write(out);
      spec.commandLine().getOut().println("wrote the demo's model to " + out);
      return 0;
    }
  }

  /** The command {@code model tiny}. */
  @Command(
      name = "tiny",
      description =
          "Writes a tiny random checkpoint. It runs like a real one and answers nonsense.",
      mixinStandardHelpOptions = true,
      footer = {"", "Example:", "  ./framewise model tiny --out models/tiny"})
  public static final class Tiny implements Callable<Integer> {

    @Spec private CommandSpec spec;

    @Option(names = "--out", required = true, paramLabel = "DIR", description = "Where to.")
    private Path out;

    @Option(
        names = "--seed",
        paramLabel = "N",
        defaultValue = "1",
        description =
            "Other numbers give other weights; the same gives the same bytes. Default: 1.")
    private long seed;

    @Option(
        names = "--variant",
        paramLabel = "KIND",
        defaultValue = "SMALL",
        description =
            "Which InternVL it is like: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.")
    private TinyVariant variant;

    @Override
    public Integer call() {
      OutputFolder.require(out);
      TinyCheckpoint.write(out, seed, variant);
      spec.commandLine().getOut().println("wrote a tiny checkpoint to " + out);
      return 0;
    }
  }
}
