package io.framewise.model.doctor;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.model.internvl.FormExamination;
import io.framewise.model.internvl.FormFinding;
import io.framewise.model.internvl.Processor;
import io.framewise.platform.lifecycle.Progress;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** The command {@code doctor}. */
@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Try the operators that models run on this machine: whether each computes what plain multiplication does, and how fast.",
      "Takes no model. What is wrong here is never used: a model tries the same with its own weights when it is loaded."
    },
    footer = {
      "",
      "Examples:",
      "  framewise doctor",
      "  framewise doctor --json --threads 1",
      "  ONEDNN_MAX_CPU_ISA=AVX2 framewise doctor      as on a processor without AVX-512"
    })
public final class DoctorCommand implements Callable<Integer> {

  @Spec private CommandSpec spec;

  @Option(names = "--json", description = "Print one JSON object instead of a table.")
  private boolean json;

  @Option(
      names = "--threads",
      paramLabel = "N",
      defaultValue = "0",
      description = "Threads of one operation; 0: one a core.")
  private int threads;

  @Override
  public Integer call() {
    PrintWriter err = spec.commandLine().getErr();
    List<FormFinding> findings =
        Progress.during(
            err, "trying the operators of this machine", () -> FormExamination.run(threads));
    PrintWriter out = spec.commandLine().getOut();
    out.println(
        json
            ? written(DoctorReport.object(Processor.name(), findings))
            : DoctorReport.table(Processor.name(), findings));
    out.flush();
    return 0;
  }

  private static String written(Object object) {
    try {
      return new ObjectMapper().writeValueAsString(object);
    } catch (JsonProcessingException e) {
      throw new IllegalStateException("plain data could not be written as JSON", e);
    }
  }
}
