package io.framewise.model.doctor;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.model.internvl.ComputeType;
import io.framewise.model.internvl.FormFinding;
import io.framewise.model.internvl.FormFinding.Verdict;
import io.framewise.model.internvl.FormSpeed;
import io.framewise.model.internvl.Processor;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DoctorCommandTest {

  private final StringWriter out = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new DoctorCommand())
        .setOut(new PrintWriter(out, true))
        .execute(arguments);
  }

  @Test
  void shouldTellFormsVerdictsAndSpeedsAsOneObject() throws IOException {
    assertThat(run("--json", "--threads", "1")).isZero();

    JsonNode object = new ObjectMapper().readTree(out.toString());
    assertThat(out.toString().lines()).hasSize(1);
    assertThat(object.get("processor").asText()).isEqualTo(Processor.name()).isNotBlank();
    assertThat(object.get("forms")).hasSize(18);
    JsonNode packed = object.get("forms").get(0);
    assertThat(packed.get("type").asText()).isEqualTo("float32");
    assertThat(packed.get("form").asText()).isEqualTo("packed");
    assertThat(packed.get("verdict").asText()).isIn("right", "slower");
    assertThat(packed.get("error").asDouble()).isLessThan(packed.get("allowed").asDouble());
    assertThat(packed.get("one_row_us").asDouble()).isPositive();
    assertThat(packed.get("rows_17_plain_us").asDouble()).isPositive();
  }

  @Test
  void shouldNameWhatIsNotUsedUnderTheTable() {
    FormFinding right =
        new FormFinding(
            ComputeType.BFLOAT16,
            "int8",
            "4864 x 896",
            Verdict.RIGHT,
            0.0174,
            0.06,
            Optional.of(new FormSpeed(1_234_000, 2_345_000, 3_456_000, 4_567_000)),
            "int8 widened");
    FormFinding wrong =
        new FormFinding(
            ComputeType.FLOAT32,
            "packed",
            "4841 x 896",
            Verdict.WRONG,
            0.4,
            1e-4,
            Optional.empty(),
            "plain");

    String table = DoctorReport.table("A Processor", List.of(right, wrong));

    assertThat(table).startsWith("processor: A Processor");
    assertThat(table.lines().filter(line -> line.startsWith("bfloat16")))
        .singleElement()
        .asString()
        .matches("bfloat16 +int8 +4864 x 896 +right +1.7e-02 +6.0e-02 +1234 +2345 +3456 +4567");
    assertThat(table)
        .endsWith("Not used here, but what stands in brackets: float32 packed (plain).");
    assertThat(DoctorReport.table("A Processor", List.of(right)))
        .endsWith("Every operator that models use here computes right.");
  }

  @Test
  void shouldShowExamples() {
    assertThat(run("--help")).isZero();

    assertThat(out.toString()).contains("Examples:", "framewise doctor --json");
  }
}
