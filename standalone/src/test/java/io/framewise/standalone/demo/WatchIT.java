package io.framewise.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framewise.connectors.testing.CameraServer;
import io.framewise.contract.Secret;
import io.framewise.contract.avro.EventStatus;
import io.framewise.platform.settings.SettingsOptions;
import io.framewise.standalone.embedded.DataDirectory;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** From a camera with a password to answers on the terminal, by the real thing from end to end. */
@Timeout(180)
final class WatchIT {

  private static final Duration LIMIT = Duration.ofMinutes(2);

  @TempDir private Path folder;

  @Test
  void shouldAnswerAboutACamera() throws Exception {
    StringWriter printed = new StringWriter();
    try (CameraServer camera = CameraServer.start(folder, 0, "eve:marker");
        DataDirectory data = DataDirectory.open(folder.resolve("data"))) {
      Watched watched =
          WatchList.of(
              List.of(
                  "rtsp://eve@127.0.0.1:" + camera.port() + "/stream", "How many cars are there?"),
              Map.of("window-size", "2s", "frames", 2),
              4,
              Map.of(WatchList.PASSWORD, "marker"),
              who -> Secret.NONE);
      DemoPlan plan =
          new DemoPlan(new SettingsOptions(), data, null, 0, 0, 0, Optional.of(watched));
      Console console = new Console(new PrintWriter(printed, true));

      try (Demo demo = Demo.start(plan, console, false, () -> {})) {
        await()
            .atMost(LIMIT)
            .pollInterval(100, TimeUnit.MILLISECONDS)
            .until(() -> printed.toString().contains("127.0.0.1 / watch"));
        assertThat(demo.hasFailed()).isFalse();
      }
    }
    assertThat(printed.toString())
        .contains("how-many-cars-are-there")
        .doesNotContain("marker")
        .doesNotContain(EventStatus.FAILED.name());
  }
}
