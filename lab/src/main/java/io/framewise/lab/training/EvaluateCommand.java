package io.framewise.lab.training;

import io.framewise.contract.UserError;
import io.framewise.model.engine.LookRefusedException;
import io.framewise.model.generate.InternVlEngine;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code framewise samples evaluate}: how well a model answers about scenes it has not seen. */
@Command(
    name = "evaluate",
    mixinStandardHelpOptions = true,
    description = "Ask a model the demo's questions about scenes it has never seen, and count.",
    footer = {
      "",
      "Example:",
      "  framewise samples evaluate --model models/demo --windows 900 --docs docs"
    })
public final class EvaluateCommand implements Callable<Integer> {

  @Option(
      names = {"-m", "--model"},
      required = true,
      paramLabel = "DIR",
      description = "Directory of an InternVL checkpoint.")
  private Path model;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "900",
      description = "Other numbers draw other scenes (default: ${DEFAULT-VALUE}).")
  private long seed;

  @Option(
      names = "--windows",
      paramLabel = "N",
      defaultValue = "300",
      description = "How many, a third of each domain (default: ${DEFAULT-VALUE}).")
  private int windows;

  @Option(
      names = "--docs",
      paramLabel = "DIR",
      description = "Write the table and the calibration plot there.")
  private Path docs;

  @Spec private CommandSpec spec;

  @Override
  public Integer call() {
    PrintWriter said = spec.commandLine().getOut();
    Collection<QuestionScore> scores;
    try (InternVlEngine engine =
        InternVlEngine.open(model, SceneQuestions.shippedModel().engine())) {
      scores =
          new Evaluation(engine)
              .run(
                  seed,
                  windows,
                  done -> {
                    said.println(done + " windows");
                    said.flush();
                  })
              .values();
    } catch (LookRefusedException e) {
      throw e.forPeople("give a checkpoint that takes the demo's windows");
    }
    String table = EvaluationReport.table(scores);
    said.print(table);
    said.flush();
    if (docs != null) {
      write("demo-model-accuracy.md", table);
      write("demo-model-calibration.svg", CalibrationPlot.of(scores));
    }
    return 0;
  }

  private void write(String name, String text) {
    try {
      Files.writeString(docs.resolve(name), text);
    } catch (IOException e) {
      throw new UserError(
          docs.resolve(name) + " cannot be written", "name another directory with --docs", e);
    }
  }
}
