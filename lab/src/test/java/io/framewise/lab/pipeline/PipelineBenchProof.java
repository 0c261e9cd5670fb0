package io.framewise.lab.pipeline;

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

/** Each part in a miniature, so that the bench cannot rot. How fast it is decides nothing. */
class PipelineBenchProof {

  private static final int SOURCES = 4;
  private static final int SECONDS = 6;

  @TempDir private Path directory;

  @Test
  void shouldMeasureEachPart() throws Exception {
    StringWriter out = new StringWriter();
    CommandLine command = new CommandLine(new PipelineBenchCommand());
    command.setOut(new PrintWriter(out));

    int exit = command.execute(arguments());

    assertThat(exit).isZero();
    JsonNode figures = new ObjectMapper().readTree(out.toString());
    requireThroughput(figures);
    assertThat(figures.path("latency_windows").asInt()).isPositive();
    assertThat(figures.path("latency_p50_ms").asDouble()).isPositive();
    assertThat(figures.path("bytes_written").asLong())
        .isGreaterThan(figures.path("bytes_of_frames").asLong());
    requireBacklog(figures);
    requireSources(figures);
    for (String disk : new String[] {"dirty", "empty"}) {
      assertThat(figures.path("restore_" + disk + "_disk_ready_s").asDouble()).isPositive();
    }
    try (Stream<Path> left = Files.list(directory)) {
      assertThat(left).isEmpty();
    }
  }

  private String[] arguments() {
    return new String[] {
      "--data=" + directory,
      "--frames=100",
      "--rounds=1",
      "--cameras=2",
      "--frame-kib=4",
      "--live-seconds=" + SECONDS,
      "--backlog-frames=400",
      "--backlog-sources=4",
      "--sources=" + SOURCES,
      "--seconds=" + SECONDS,
      "--source-frame-kib=4"
    };
  }

  private static void requireThroughput(JsonNode figures) {
    assertThat(figures.path("name").asText()).isEqualTo("pipeline");
    assertThat(figures.path("unit").asText()).isEqualTo("frames/s");
    assertThat(figures.path("ours").asDouble()).isPositive();
    assertThat(figures.path("baseline").asDouble()).isPositive();
    for (String one : new String[] {"ours", "plain_consumer", "looking_consumer", "copier"}) {
      assertThat(figures.path(one + "_frames_per_s").asDouble()).isPositive();
      assertThat(figures.path(one + "_thread_us_a_frame").asDouble()).isPositive();
    }
    assertThat(figures.path("throughput_events").asInt()).isEqualTo(4);
  }

  private static void requireBacklog(JsonNode figures) {
    assertThat(figures.path("backlog_windows").asInt()).isEqualTo(16);
    assertThat(figures.path("backlog_answered").asDouble()).isEqualTo(1.0);
    assertThat(figures.path("backlog_caught_up_s").asDouble()).isPositive();
  }

  private static void requireSources(JsonNode figures) {
    assertThat(figures.path("sources_frames_received").asInt()).isEqualTo(SOURCES * SECONDS);
    assertThat(figures.path("sources_every_frame_accounted_for").asBoolean()).isTrue();
    assertThat(figures.path("sources_heap_after_gc_mib"))
        .isNotEmpty()
        .allSatisfy(mib -> assertThat(mib.asDouble()).isPositive());
  }
}
