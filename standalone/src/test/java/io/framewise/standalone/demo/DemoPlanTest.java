package io.framewise.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.platform.settings.SettingsOptions;
import io.framewise.standalone.embedded.DataDirectory;
import io.framewise.standalone.samples.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class DemoPlanTest {

  @TempDir private Path directory;

  @Test
  void shouldRunTheSamplesWhenThePersonNamesNoFile() throws Exception {
    assertThat(settings().connectors().sources()).containsOnlyKeys("street", "parts", "screens");
  }

  @Test
  void shouldRunOnlyTheSourcesOfThePersonsFile() throws Exception {
    Path file =
        Files.writeString(
            directory.resolve("mine.yaml"),
            "connectors: {sources: {gate: {kind: folder, domain: inspection, path: /pictures}}}");

    assertThat(settings("--config", file.toString()).connectors().sources())
        .containsOnlyKeys("gate");
  }

  @Test
  void shouldTakeTheSettingsOfTheCheckoutAsTheyStand() throws Exception {
    Path edited = directory.resolve("framewise.yaml");
    Files.writeString(
        edited,
        "streams: {max-open-requests: 7}\nconnectors: {sources: {mine: {kind: video, path: /samples/street.mp4}}}");
    System.setProperty(DemoPlan.SETTINGS_PROPERTY, edited.toString());
    try {
      assertThat(settings().streams().maxOpenRequests()).isEqualTo(7);
      assertThat(settings().connectors().sources()).containsOnlyKeys("mine");
      assertThat(settings().connectors().sources().get("mine").path().toString())
          .startsWith(directory.toString());
      Files.delete(edited);
      assertThatThrownBy(this::settings).hasMessageContaining(edited + " cannot be read");
    } finally {
      System.clearProperty(DemoPlan.SETTINGS_PROPERTY);
    }
  }

  private DemoSettings settings(String... flags) throws IOException {
    SettingsOptions options = CommandLine.populateCommand(new SettingsOptions(), flags);
    try (DataDirectory data = DataDirectory.open(directory.resolve("data"))) {
      return new DemoPlan(options, data, null, null, 0, 0, Optional.empty())
          .settings("127.0.0.1:9092", "http://127.0.0.1:8081", Samples.in(data.samples()));
    }
  }
}
