package io.framewise.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framewise.connectors.testing.Clip;
import io.framewise.connectors.testing.Settings;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.platform.observe.ObserveServer;
import io.framewise.platform.observe.ProcessMeters;
import io.framewise.testing.AskedMeters;
import io.framewise.testing.TestBroker;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Real sources, a real broker and real HTTP. */
@Timeout(180)
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("ConnectorsHealthTest") // one test of it at a time, beside other classes
final class ConnectorsHealthTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  @TempDir private Path folder;
  private final HttpClient client = HttpClient.newHttpClient();

  @Test
  void shouldTellOverHttpHowItsSourcesAre() throws Exception {
    Path clip = Clip.render(folder.resolve("clip.mp4"), 50);
    Path text = Files.writeString(folder.resolve("text.mp4"), "no video");
    PrometheusMeterRegistry meters = ProcessMeters.create();
    try (TestBroker broker = TestBroker.started(Map.of())) {
      try (ConnectorsApp app =
              ConnectorsApp.start(
                  broker.settings(),
                  SchemaRegistry.inMemory(),
                  Settings.connectors(
                      Map.of(
                          "sources.gate.kind", "video",
                          "sources.gate.path", clip.toString(),
                          "sources.gate.loop", "true",
                          "sources.bad.kind", "video",
                          "sources.bad.path", text.toString(),
                          "publisher.stop-limit", "500ms")));
          ObserveServer server =
              ObserveServer.start("connectors", "127.0.0.1", 0, app.health(), meters::scrape)) {
        app.bindTo(meters);
        await().atMost(LIMIT).until(() -> ready(server).body().contains("broken off: bad"));
        assertThat(ready(server).statusCode()).isEqualTo(200);
        await()
            .atMost(LIMIT)
            .untilAsserted(
                () ->
                    assertThat(get(server, "/metrics").body())
                        .containsPattern(
                            "framewise_source_pictures_total\\{ending=\"published\",source=\"gate\"\\} [1-9]")
                        .contains(
                            "framewise_source_up{source=\"gate\"} 1.0",
                            "framewise_source_waits_total{source=\"gate\"} 0.0",
                            "framewise_source_picture_age_seconds{source=\"bad\"} NaN",
                            "framewise_source_broken{source=\"bad\"} 1.0"));
        assertHasWhatIsAskedFor(get(server, "/metrics").body());

        broker.stop();
        await().atMost(LIMIT).until(() -> ready(server).statusCode() == 503);
        assertThat(ready(server).body()).contains("Kafka has acknowledged nothing for");
        assertThat(get(server, "/health/live").statusCode()).isEqualTo(200);

        broker.start();
        await().atMost(LIMIT).until(() -> ready(server).statusCode() == 200);

        app.stopSources();
        assertThat(get(server, "/health/live").statusCode()).isEqualTo(503);
      }
    }
  }

  /** What alert rules and dashboard ask for. */
  private static void assertHasWhatIsAskedFor(String metrics) {
    List<String> asked = AskedMeters.names("framewise_source_");
    assertThat(asked).hasSizeGreaterThan(3);
    assertThat(AskedMeters.missing(asked, metrics)).isEmpty();
  }

  private HttpResponse<String> ready(ObserveServer server)
      throws IOException, InterruptedException {
    return get(server, "/health/ready");
  }

  private HttpResponse<String> get(ObserveServer server, String path)
      throws IOException, InterruptedException {
    URI uri = URI.create("http://127.0.0.1:" + server.port() + path);
    return client.send(HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString());
  }
}
