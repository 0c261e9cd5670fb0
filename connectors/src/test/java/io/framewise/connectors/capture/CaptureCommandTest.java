package io.framewise.connectors.capture;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.connectors.capture.CaptureMessage.Alive;
import java.io.DataInputStream;
import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A capture process as it is started. */
@Timeout(60)
final class CaptureCommandTest {

  @Test
  void shouldPutNothingButMessagesOnThePipe() throws IOException {
    ProcessBuilder builder = CaptureCommand.builder();
    assertThat(builder.environment()).doesNotContainKeys("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS");
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
    Process process = CaptureCommand.builder().start();
    try (DataInputStream pipe = new DataInputStream(process.getInputStream())) {
      pipe.readInt();
      process.getOutputStream().close();

      assertThat(process.waitFor()).isZero();
    }
  }
}
