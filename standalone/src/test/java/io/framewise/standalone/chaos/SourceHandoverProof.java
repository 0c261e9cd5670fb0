package io.framewise.standalone.chaos;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framewise.connectors.testing.CameraServer;
import io.framewise.platform.lifecycle.Lifecycle;
import io.framewise.standalone.FramewiseCommand;
import io.framewise.standalone.embedded.EmbeddedBroker;
import io.framewise.standalone.embedded.EmbeddedRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Two connector processes share eight cameras; one is killed, and comes back. Its cameras go to the
 * other within 15 s, none is left, and no camera ever has two viewers.
 */
@Timeout(300)
final class SourceHandoverProof {

  private static final Logger LOG = LoggerFactory.getLogger(SourceHandoverProof.class);
  private static final int CAMERAS = 8;
  private static final Duration STARTED = Duration.ofSeconds(90);
  private static final Duration HANDED_OVER = Duration.ofSeconds(15);

  @TempDir private Path directory;

  private final Lifecycle parts = new Lifecycle();
  private final List<CameraServer> cameras = new ArrayList<>();
  private List<String> arguments = List.of();

  @BeforeEach
  void start() throws IOException {
    EmbeddedBroker broker =
        parts.add("broker", EmbeddedBroker.start(directory.resolve("broker"), 0));
    EmbeddedRegistry registry =
        parts.add("registry", EmbeddedRegistry.start(directory.resolve("registry"), 0));
    StringBuilder sources = new StringBuilder("connectors:\n  sources:\n");
    for (int i = 0; i < CAMERAS; i++) {
      CameraServer camera = parts.add("camera", CameraServer.start(directory));
      cameras.add(camera);
      sources.append("    cam-%d: {kind: rtsp, address: '%s'}%n".formatted(i, camera.address()));
    }
    Path settings = Files.writeString(directory.resolve("sources.yaml"), sources);
    arguments =
        List.of(
            "connectors",
            "--config=" + settings,
            "--set=kafka.bootstrap-servers=" + broker.bootstrapServers(),
            "--set=registry.url=" + registry.url(),
            "--set=connectors.health.port=0");
  }

  @AfterEach
  void stop() {
    parts.close();
  }

  private ChildJvm connectors(String name) throws IOException {
    return parts.add(
        name,
        ChildJvm.start(
            directory.resolve(name + ".log"), FramewiseCommand.class.getName(), arguments));
  }

  private void awaitAllPlaying(Duration limit) {
    await()
        .atMost(limit)
        .pollInterval(100, TimeUnit.MILLISECONDS)
        .until(() -> cameras.stream().allMatch(camera -> camera.playing() == 1));
  }

  private int logins() {
    return cameras.stream().mapToInt(CameraServer::logins).sum();
  }

  @Test
  void shouldHandTheCamerasOfADeadProcessToTheOther() throws Exception {
    connectors("first");
    awaitAllPlaying(STARTED);
    int before = logins();
    ChildJvm second = connectors("second");
    // It has its part once cameras have seen another log-in.
    await().atMost(STARTED).until(() -> logins() > before);
    awaitAllPlaying(STARTED);

    second.kill();
    await().atMost(HANDED_OVER).until(() -> cameras.stream().anyMatch(one -> one.playing() == 0));
    long killed = System.nanoTime();
    awaitAllPlaying(HANDED_OVER);
    LOG.info(
        "cameras of a killed connector process play again after {} ms",
        TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - killed));

    int then = logins();
    connectors("third");
    await().atMost(STARTED).until(() -> logins() > then);
    awaitAllPlaying(STARTED);
    assertThat(cameras).allMatch(camera -> camera.mostPlaying() == 1);
  }
}
