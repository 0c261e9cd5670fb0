package io.framewise.lab.connect;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** Both parts in a miniature, so that the bench cannot rot. How fast it is decides nothing. */
class ConnectBenchProof {

  @TempDir private Path directory;

  @Test
  void shouldMeasureFilesAndCameras() throws Exception {
    StringWriter out = new StringWriter();
    CommandLine command = new CommandLine(new ConnectBenchCommand());
    command.setOut(new PrintWriter(out));

    int exit =
        command.execute(
            "--data=" + directory, "--rounds=1", "--frames=60", "--cameras=1", "--seconds=3");

    assertThat(exit).isZero();
    JsonNode figures = new ObjectMapper().readTree(out.toString());
    assertThat(figures.path("name").asText()).isEqualTo("connect");
    assertThat(figures.path("ours").asDouble()).isPositive();
    assertThat(figures.path("jpeg_4k_frames_per_core_s").asDouble()).isPositive();
    assertThat(figures.path("baseline").isNull())
        .isEqualTo(figures.path("ffmpeg").asText().equals("not installed"));
    for (String load : new String[] {"cameras_1x1_keys", "cameras_1x1_all", "cameras_1x5_all"}) {
      assertThat(figures.path(load).path("processes").asInt()).as(load).isEqualTo(1);
      assertThat(figures.path(load).path("resident_mib").asDouble()).as(load).isPositive();
    }
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
  }
}
