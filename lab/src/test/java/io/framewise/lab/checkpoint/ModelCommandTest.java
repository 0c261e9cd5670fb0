package io.framewise.lab.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import io.framewise.model.checkpoint.Checkpoint;
import io.framewise.model.checkpoint.KnownQuestions;
import io.framewise.platform.lifecycle.CommandRunner;
import io.framewise.platform.lifecycle.OutputFolder;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
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

  @ParameterizedTest
  @ValueSource(strings = {"tiny", "demo", "random"})
  void shouldNotWriteOverFilesOfOthers(String kind) throws IOException {
    Path out = Files.createDirectory(directory.resolve("mine"));
    for (String name : List.of("config.json", "model.safetensors")) {
      Files.writeString(out.resolve(name), "mine");
    }
    List<String> arguments = new ArrayList<>(List.of(kind, "--out", out.toString()));
    if (kind.equals("random")) {
      arguments.addAll(List.of("--member", "InternVL3-1B"));
    }

    assertThat(CommandRunner.run(new ModelCommand(), arguments.toArray(new String[0])))
        .isEqualTo(CommandRunner.EXIT_USER_ERROR);
    assertThatThrownBy(() -> OutputFolder.require(out))
        .isInstanceOf(UserError.class)
        .hasMessage(out + " holds other files, such as config.json");
    assertThat(out.resolve("config.json")).hasContent("mine");
    assertThat(out.resolve("model.safetensors")).hasContent("mine");
    assertThat(out.resolve("tokenizer.json")).doesNotExist();
  }

  @Test
  void shouldReplaceWhatItHasWrittenItself() {
    Path out = directory.resolve("again");
    assertThat(run("tiny", "--out", out.toString())).isZero();
    String first = Checkpoint.open(out).info().getDigest();

    assertThat(run("tiny", "--out", out.toString(), "--seed", "2")).isZero();

    assertThat(Checkpoint.open(out).info().getDigest()).isNotEqualTo(first);
  }

  @Test
  void shouldFillADirectoryThatIsEmptyAndNoFile() throws IOException {
    Path empty = Files.createDirectory(directory.resolve("empty"));
    assertThat(run("demo", "--out", empty.toString())).isZero();
    assertThat(KnownQuestions.of(empty)).isPresent();

    Path file = Files.createFile(directory.resolve("file"));
    assertThatThrownBy(() -> OutputFolder.require(file))
        .isInstanceOf(UserError.class)
        .hasMessage(file + " is not a directory");
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
