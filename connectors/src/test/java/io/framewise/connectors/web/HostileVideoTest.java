package io.framewise.connectors.web;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.connectors.testing.Clip;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The short form of {@link HostilePicturesProof}. */
final class HostileVideoTest {

  private static final int COUNT = 150;

  @TempDir private Path folder;

  @Test
  void shouldOutliveDamagedPicturesOfEachKindAndCountThem() throws Exception {
    byte[] video = Files.readAllBytes(Clip.render(folder.resolve("whole.h264"), "h264", 5, 0));

    HostileRun.Result pictures = HostileRun.pictures(COUNT);
    HostileRun.Result videos = HostileRun.videos(video, COUNT);

    assertThat(pictures.shown() + pictures.damaged()).isEqualTo(COUNT);
    assertThat(videos.shown() + videos.damaged()).isEqualTo(COUNT);
    assertThat(pictures.shown()).isPositive();
    assertThat(videos.shown()).isPositive();
    assertThat(pictures.damaged()).isPositive();
  }
}
