package io.framewise.connectors.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A real MQTT broker, Debian's mosquitto, that can be stopped and started again. */
public final class Mosquitto implements AutoCloseable {

  private static final Path PROGRAM = Path.of("/usr/sbin/mosquitto");
  private static final Duration LIMIT = Duration.ofSeconds(30);

  private final Path folder;
  private final int port;
  private Process process;

  /** A broker with its files in {@code folder}; skips the test where there is no such program. */
  public Mosquitto(Path folder, String... settings) throws IOException {
    assumeTrue(
        Files.isExecutable(PROGRAM), "skipped: there is no " + PROGRAM + ", install mosquitto");
    this.folder = folder;
    this.port = freePort();
    List<String> lines =
        List.of(
            "listener " + port + " 127.0.0.1",
            "persistence true",
            "persistence_location " + folder + "/",
            "max_inflight_messages 20",
            String.join("\n", settings),
            "");
    Files.writeString(folder.resolve("mosquitto.conf"), String.join("\n", lines));
    start();
  }

  private static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  /** Starts it, and returns once it listens. */
  public void start() throws IOException {
    process =
        new ProcessBuilder(PROGRAM.toString(), "-c", folder.resolve("mosquitto.conf").toString())
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("mosquitto.log").toFile())
            .start();
    await().atMost(LIMIT).until(this::listens);
  }

  private boolean listens() {
    assertThat(process.isAlive()).as("mosquitto runs, see " + folder).isTrue();
    try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
      return socket.isConnected();
    } catch (IOException e) {
      return false;
    }
  }

  /** Ends it. */
  public void stop() {
    process.destroy();
    try {
      assertThat(process.waitFor(LIMIT.toSeconds(), TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  /** Lets it answer nobody any more, while connections stay. */
  public void freeze() throws IOException {
    Process stopped = new ProcessBuilder("kill", "-STOP", Long.toString(process.pid())).start();
    stopped.onExit().join();
  }

  /** Ends it without a goodbye. */
  public void kill() {
    process.destroyForcibly().onExit().join();
  }

  /** Where it listens. */
  public int port() {
    return port;
  }

  /** Its address for settings. */
  public String address() {
    return "mqtt://127.0.0.1:" + port;
  }

  @Override
  public void close() {
    stop();
  }
}
