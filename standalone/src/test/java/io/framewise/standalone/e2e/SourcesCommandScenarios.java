package io.framewise.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framewise.connectors.ConnectorsApp;
import io.framewise.connectors.SourcesCommand;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.SourceStatus;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Sources changed from the command line while everything runs. */
interface SourcesCommandScenarios {

  /** How soon a change of a source is in force. */
  Duration SOURCE_IN_FORCE = Duration.ofSeconds(10);

  Platform platform();

  Path directory();

  @Test
  default void shouldAddChangeAndRemoveASourceWhileEverythingRuns() throws Exception {
    Path pictures = Files.createDirectory(directory().resolve("added-pictures"));
    try (Installation installation = new Installation(platform(), "added", directory(), "");
        ConnectorsApp connectors = installation.startConnectors()) {
      CommandOn sources = new CommandOn(installation, SourcesCommand::new);
      assertThat(sources.run("list")).contains("no sources");

      assertThat(sources.run("add", "yard", pictures.toString(), "--with", "labels.site=north"))
          .contains("yard: added, in the group connectors");
      awaitCaptured(connectors, "yard");
      assertThat(connectors.statuses().get(0).getLabels()).containsEntry("site", "north");
      await()
          .atMost(SOURCE_IN_FORCE)
          .until(
              () ->
                  sources
                      .run("list")
                      .matches("(?s).*yard +folder +\\S+ +connectors +command +running.*"));
      assertThat(sources.run("list", "--json")).contains("\"labels\":{\"site\":\"north\"}");

      assertThat(sources.run("add", "yard", pictures.toString())).contains("yard: changed");
      await()
          .atMost(SOURCE_IN_FORCE)
          // In between there is none: the old one ends before the new one begins.
          .until(
              () ->
                  connectors.statuses().stream().anyMatch(status -> status.getLabels().isEmpty()));

      assertThat(sources.run("add", "asked", "rtsp://127.0.0.1:9/live?key=marker"))
          .contains("asked: added");
      assertThat(sources.run("list") + sources.run("list", "--json"))
          .contains("rtsp://127.0.0.1:9/live?...")
          .doesNotContain("marker");
      sources.run("remove", "asked");
      assertThat(sources.run("add", "station", "push:", "--with", "domain=inspection"))
          .contains("station: added");
      assertThat(sources.run("add", "garden", "mqtt:cameras/garden")).contains("garden: added");
      assertThat(sources.run("list"))
          .containsPattern("station +push ")
          .containsPattern("garden +mqtt +cameras/garden ");
      sources.run("remove", "station");
      sources.run("remove", "garden");

      assertThat(sources.run("remove", "yard")).contains("yard: removed");
      awaitCaptured(connectors);
    }
  }

  private static void awaitCaptured(ConnectorsApp connectors, String... ids) {
    await()
        .atMost(SOURCE_IN_FORCE)
        .until(
            () ->
                connectors.statuses().stream()
                    .map(SourceStatus::getSourceId)
                    .toList()
                    .equals(List.of(ids)));
  }

  @Test
  default void shouldRefuseASourceThatCannotBe() {
    try (Installation installation =
        new Installation(platform(), "refused-source", directory(), "")) {
      CommandOn sources = new CommandOn(installation, SourcesCommand::new);

      assertThat(sources.refusal("add", "cam", "rtsp://eve:marker@camera/1"))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("env:NAME")
          .hasMessageNotContaining("marker");
      assertThat(sources.refusal("add", "cam", "rtsp://camera/1", "--with", "max-rat=3"))
          .hasMessageContaining("max-rat, did you mean");
      assertThat(sources.refusal("remove", "none")).hasMessageContaining("no source none");
    }
  }
}
