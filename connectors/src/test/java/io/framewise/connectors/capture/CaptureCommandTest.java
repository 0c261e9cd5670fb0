package io.framewise.connectors.capture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.framewise.connectors.capture.CaptureMessage.Alive;
import java.io.DataInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A capture process as it is started. */
@Timeout(60)
final class CaptureCommandTest {

  @Test
  void shouldPutNothingButMessagesOnThePipe() throws IOException {
    ProcessBuilder builder = CaptureCommand.builder(System.getenv());
    // As if it had come through: what it asks for is written to standard output.
    builder.environment().put("JAVA_TOOL_OPTIONS", "-Xlog:gc*,startuptime*,os*");
    Process process = builder.start();
    try (DataInputStream pipe = new DataInputStream(process.getInputStream())) {
      assertThat(pipe.readInt()).isEqualTo(CaptureProcess.NO_SOURCE);
      assertThat(CaptureMessage.read(pipe)).isEqualTo(new Alive());
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void shouldEndWhenNobodyTellsItAnythingAnyMore() throws IOException, InterruptedException {
    Process process = CaptureCommand.builder(System.getenv()).start();
    try (DataInputStream pipe = new DataInputStream(process.getInputStream())) {
      pipe.readInt();
      process.getOutputStream().close();

      assertThat(process.waitFor()).isZero();
    }
  }

  @Test
  void shouldKnowNothingOfThePasswordsAroundIt() throws IOException {
    Path environment = Path.of("/proc/self/environ");
    assumeTrue(Files.isReadable(environment), "this system has no /proc to look into");
    Map<String, String> around =
        Map.of(
            "DOOR_PASSWORD", "a password",
            "JAVA_TOOL_OPTIONS", "-Dpassword=a-password",
            "PATH", "/usr/bin",
            "LC_ALL", "C.UTF-8",
            "XAUTHORITY", "/run/user/1/xauth");
    Process process = CaptureCommand.builder(around).start();
    try (DataInputStream pipe = new DataInputStream(process.getInputStream())) {
      pipe.readInt(); // It runs, and no longer is what it was forked from.
      String seen = Files.readString(Path.of("/proc/" + process.pid() + "/environ"));

      assertThat(seen.split("\0"))
          .containsExactlyInAnyOrder(
              "PATH=/usr/bin", "LC_ALL=C.UTF-8", "XAUTHORITY=/run/user/1/xauth");
    } finally {
      process.destroyForcibly();
    }
  }
}
