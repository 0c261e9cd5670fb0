package io.framewise.lab.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The baseline, on a video of a few pictures. */
class FfmpegRunTest {

  @TempDir private Path folder;

  @BeforeAll
  static void requireFfmpeg() throws InterruptedException {
    assumeTrue(FfmpegRun.version().isPresent(), "no program ffmpeg is installed");
  }

  @Test
  void shouldTellWhatTheProgramTook() throws Exception {
    Path clip = BenchClip.JPEG_4K.render(folder, 2);
    Path into = folder.resolve("out");

    FfmpegRun run = FfmpegRun.of(clip, 640, into);

    assertThat(run.cpuSeconds()).isPositive();
    assertThat(run.wallSeconds()).isPositive();
    assertThat(run.bytes()).isGreaterThan(10_000);
    assertThat(into).doesNotExist();
  }

  @Test
  void shouldSayWhatTheProgramSaidWhenItFails() throws IOException {
    Path text = Files.writeString(folder.resolve("text.mp4"), "no video");

    assertThatThrownBy(() -> FfmpegRun.of(text, 640, folder.resolve("out")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("ffmpeg ended with exit code 1");
  }
}
