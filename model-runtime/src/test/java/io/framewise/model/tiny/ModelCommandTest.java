package io.framewise.model.tiny;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.model.checkpoint.Checkpoint;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class ModelCommandTest {

  @TempDir private Path directory;

  private final StringWriter output = new StringWriter();

  private int run(String... arguments) {
    return new CommandLine(new ModelCommand())
        .setOut(new PrintWriter(output, true))
        .setErr(new PrintWriter(output, true))
        .execute(arguments);
  }

  @Test
  void shouldWriteACheckpointThatOpens() {
    Path out = directory.resolve("tiny");

    assertThat(run("tiny", "--out", out.toString(), "--seed", "3")).isZero();

    assertThat(output.toString()).contains(out.toString());
    assertThat(Checkpoint.open(out).info().getName()).isEqualTo("tiny");
  }

  @Test
  void shouldShowAnExample() {
    assertThat(run("tiny", "--help")).isZero();

    assertThat(output.toString()).contains("./framewise model tiny --out");
  }

  @Test
  void shouldSayWhatIsMissing() {
    assertThat(run("tiny")).isEqualTo(2);

    assertThat(output.toString()).contains("--out");
  }

  @Test
  void shouldNameTheMembersWhenOneIsUnknown() {
    assertThat(run("random", "--member", "InternVL3-3B", "--out", "x")).isEqualTo(2);

    assertThat(output.toString()).contains("'InternVL3-3B' is none of InternVL3-1B, InternVL3-2B");
  }

  @Test
  void shouldListTheMembers() {
    assertThat(run("random", "--help")).isZero();

    assertThat(output.toString()).contains("InternVL3-78B").contains("./framewise model random");
  }
}
