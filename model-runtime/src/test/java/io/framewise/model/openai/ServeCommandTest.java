package io.framewise.model.openai;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import io.framewise.model.tiny.TinyCheckpoint;
import io.framewise.platform.lifecycle.CommandRunner;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Flags that a server cannot start with. */
@Timeout(60)
class ServeCommandTest {

  private static void serve(String... arguments) {
    List<Exception> thrown = new ArrayList<>();
    PrintWriter nowhere = new PrintWriter(new StringWriter());
    new CommandLine(new ServeCommand((file, choose, sink) -> {}))
        .setOut(nowhere)
        .setErr(nowhere)
        .setExecutionExceptionHandler(
            (e, line, result) -> {
              thrown.add(e);
              return CommandRunner.EXIT_FAILURE;
            })
        .execute(arguments);
    assertThat(thrown).hasSize(1);
    throw (RuntimeException) thrown.get(0);
  }

  @Test
  void shouldNotBeOpenToOthersUnlessThatIsSaid() {
    assertThatThrownBy(() -> serve("-m", "away", "--host", "0.0.0.0"))
        .isInstanceOfSatisfying(
            UserError.class, e -> assertThat(e.wayOut()).contains("--api-keys", "--open"));
    // With it, the next thing is looked at: the model.
    assertThatThrownBy(() -> serve("-m", "/away", "--host", "0.0.0.0", "--open"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("/away");
  }

  @Test
  void shouldNameTheFlagThatIsOutOfBounds() {
    assertThatThrownBy(() -> serve("-m", "m", "--port", "70000"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--port");
    assertThatThrownBy(() -> serve("-m", "m", "--max-requests", "0"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("--max-requests");
    assertThatThrownBy(() -> serve("-m", "m", "--api-keys", "/away"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("/away");
  }

  @Test
  void shouldSayThatThePortIsTaken(@TempDir Path directory) throws Exception {
    TinyCheckpoint.write(directory, 1);
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      String port = Integer.toString(taken.getLocalPort());
      assertThatThrownBy(() -> serve("-m", directory.toString(), "--port", port))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("port " + port + " is in use");
    }
  }

  @Test
  void shouldSayWhatIsWrongWithAModelThatCannotBeLoaded(@TempDir Path directory) {
    assertThatThrownBy(() -> serve("-m", directory.toString(), "--port", "0"))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("config.json");
  }
}
