package io.framewise.standalone;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The build machine's script in a clone whose two commands do what they are told. */
class CiRunTest {

  private static final String BALANCED = "{\n  \"balanced\" : true\n}\n";
  private static final String UNBALANCED =
      "{\n  \"balanced\" : false,\n  \"sources\" : {\"gate\" : {\"balanced\" : true}}\n}\n";

  @TempDir private Path directory;
  private Path clone;
  private Path verified;

  @BeforeEach
  void makeClone() throws Exception {
    clone = Files.createDirectories(directory.resolve("clone"));
    verified = clone.resolve("target/verified");
    Path script = Path.of(System.getProperty("repository.root"), ".ci", "run");
    Files.createDirectories(clone.resolve(".ci"));
    Files.copy(script, clone.resolve(".ci/run"));
    Files.writeString(clone.resolve(".gitignore"), "target/\n");
    command(clone.resolve("framewise"), demo(BALANCED, 0));
    maven(0);
    git("init", "-q");
    commit();
  }

  @Test
  void shouldMarkTheCommitWhenBothCommandsPass() throws Exception {
    assertThat(run()).isZero();

    assertThat(Files.readString(verified).strip()).isEqualTo(git("rev-parse", "HEAD").strip());
  }

  @Test
  void shouldMarkNothingWhenTheBuildFails() throws Exception {
    assertThat(run()).isZero();
    maven(1);

    assertThat(run()).isNotZero();
    assertThat(verified).doesNotExist();
  }

  @Test
  void shouldMarkNothingWhenTheDemoFails() throws Exception {
    command(clone.resolve("framewise"), demo(BALANCED, 1));
    commit();

    assertThat(run()).isNotZero();
    assertThat(verified).doesNotExist();
  }

  @Test
  void shouldMarkNothingWhenTheDemosAccountsDoNotBalance() throws Exception {
    command(clone.resolve("framewise"), demo(UNBALANCED, 0));
    commit();

    assertThat(run()).isNotZero();
    assertThat(verified).doesNotExist();
  }

  @Test
  void shouldMarkNothingWhenTheTreeHasChanges() throws Exception {
    Files.writeString(clone.resolve("notes.txt"), "not committed");

    assertThat(run()).isZero();
    assertThat(verified).doesNotExist();
  }

  private static String demo(String report, int status) {
    return "mkdir -p target\ncat >target/report.json <<'END'\n" + report + "END\nexit " + status;
  }

  private void maven(int status) throws IOException {
    command(Files.createDirectories(directory.resolve("bin")).resolve("mvn"), "exit " + status);
  }

  private static void command(Path file, String script) throws IOException {
    Files.writeString(file, "#!/bin/sh\n" + script + "\n");
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private void commit() throws Exception {
    git("add", "-A");
    git("-c", "user.name=test", "-c", "user.email=test@localhost", "commit", "-qm", "state");
  }

  private String git(String... arguments) throws Exception {
    List<String> line = new ArrayList<>(List.of("git"));
    line.addAll(List.of(arguments));
    Process process = new ProcessBuilder(line).directory(clone.toFile()).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(line.toString()).isZero();
    return said;
  }

  private int run() throws Exception {
    ProcessBuilder builder = new ProcessBuilder(clone.resolve(".ci/run").toString());
    builder.environment().merge("PATH", directory + "/bin", (path, ours) -> ours + ":" + path);
    builder.environment().put("CI", "true");
    return builder
        .redirectErrorStream(true)
        .redirectInput(ProcessBuilder.Redirect.from(Path.of("/dev/null").toFile()))
        .redirectOutput(directory.resolve("said").toFile())
        .start()
        .waitFor();
  }
}
