package io.framewise.platform.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class ChildProcessTest {

  /** A server that never ends by itself. */
  static final class Server {

    private Server() {}

    public static void main(String[] arguments) throws InterruptedException {
      System.out.println(String.join(" ", arguments));
      System.out.flush();
      new CountDownLatch(1).await();
    }
  }

  @Test
  void shouldEndWhenTheParentsEndOfThePipeCloses() throws Exception {
    Process child =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xmx32m",
                "-cp",
                System.getProperty("java.class.path"),
                ChildProcess.class.getName(),
                Server.class.getName(),
                "up")
            .redirectErrorStream(true)
            .start();
    try (InputStream said = child.getInputStream()) {
      assertThat(new String(said.readNBytes(2), StandardCharsets.UTF_8)).isEqualTo("up");
      assertThat(child.isAlive()).isTrue();

      child.getOutputStream().close();

      assertThat(child.waitFor(30, TimeUnit.SECONDS)).isTrue();
    } finally {
      child.destroyForcibly();
    }
  }
}
