package io.framewise.lab.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.model.tiny.TinyCheckpoint;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class BatchingBenchCommandTest {

  @TempDir private Path directory;

  @Test
  void shouldAnswerAllRequestsInEachWayAndEndInOneLineOfFigures() throws IOException {
    TinyCheckpoint.write(directory, 1);
    StringWriter output = new StringWriter();
    CommandLine command = new CommandLine(new BatchingBenchCommand());
    command.setOut(new PrintWriter(output, true));

    int exit =
        command.execute(
            "--model",
            directory.toString(),
            "--requests",
            "5",
            "--frames",
            "2",
            "--new-tokens",
            "6");

    assertThat(exit).isZero();
    String text = output.toString().strip();
    JsonNode figures = new ObjectMapper().readTree(text.substring(text.lastIndexOf('\n') + 1));
    assertThat(figures.path("name").asText()).isEqualTo("batching");
    assertThat(figures.path("unit").asText()).isEqualTo("requests/s");
    for (String ratio :
        new String[] {
          "continuous_to_static",
          "continuous_to_sequential",
          "ttft_p95_to_static",
          "four_questions_to_one",
          "busy"
        }) {
      assertThat(figures.path(ratio).asDouble()).as(ratio).isPositive();
    }
    assertThat(figures.path("busy").asDouble()).isLessThanOrEqualTo(1);
    assertThat(figures.path("sequential_width").asDouble()).isEqualTo(1);
    assertThat(figures.path("continuous_width").asDouble()).isGreaterThan(1);
  }
}
