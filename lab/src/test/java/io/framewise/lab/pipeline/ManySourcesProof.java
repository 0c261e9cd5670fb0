package io.framewise.lab.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** A thousand sources at a frame a second for twenty minutes: memory does not grow. */
@Timeout(value = 40, unit = TimeUnit.MINUTES)
class ManySourcesProof {

  private static final int SOURCES = 1000;
  private static final int SECONDS = 1200;

  /** Of what the process has in memory, in the last ten minutes. */
  private static final double MOST_GROWTH = 0.01;

  /** What one collection finds and another does not is more than a hundredth of a small heap. */
  private static final double MOST_HEAP_GROWTH = 0.05;

  @TempDir private Path directory;

  @Test
  void shouldHoldItsMemoryFlatAndAccountForEveryFrameOfAThousandSources() throws Exception {
    StringWriter out = new StringWriter();
    CommandLine command = new CommandLine(new PipelineBenchCommand());
    command.setOut(new PrintWriter(out));

    int exit =
        command.execute(
            "--part=SOURCES",
            "--sources=" + SOURCES,
            "--seconds=" + SECONDS,
            "--data=" + directory);

    System.out.println(out);
    assertThat(exit).isZero();
    JsonNode figures = new ObjectMapper().readTree(out.toString());
    assertThat(figures.path("sources_frames_received").asInt()).isEqualTo(SOURCES * SECONDS);
    assertThat(figures.path("sources_every_frame_accounted_for").asBoolean()).isTrue();
    requireFlat(figures, "sources_resident", MOST_GROWTH);
    requireFlat(figures, "sources_heap", MOST_HEAP_GROWTH);
  }

  private static void requireFlat(JsonNode figures, String name, double most) {
    JsonNode samples = figures.path(name.endsWith("heap") ? name + "_after_gc_mib" : name + "_mib");
    double last = samples.get(samples.size() - 1).asDouble();
    double tenMinutes = figures.path(name + "_slope_mib_per_h").asDouble() / 6;
    assertThat(tenMinutes)
        .as("%s, MiB in ten minutes, of %s", name, samples)
        .isLessThan(most * last);
  }
}
