package io.framewise.standalone.samples;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.ffmpeg.global.avcodec;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SampleVideoIT {

  private static final int MEGABYTE = 1_000_000;

  @TempDir private Path directory;

  @Test
  void shouldBeAMinuteOfH264UnderAMegabyteWhenRendered() throws Exception {
    Path file = directory.resolve("street.mp4");
    List<Integer> percents = new ArrayList<>();

    SampleVideo.render(file, SampleVideo.SECONDS, percents::add);

    assertThat(Files.size(file)).isLessThan(MEGABYTE);
    assertThat(percents).hasSize(60).endsWith(100).isSorted();
    try (FFmpegFrameGrabber grabber = new FFmpegFrameGrabber(file.toFile())) {
      grabber.start();
      assertThat(grabber.getVideoCodec()).isEqualTo(avcodec.AV_CODEC_ID_H264);
      assertThat(grabber.getImageWidth()).isEqualTo(YardScene.SIZE);
      assertThat(timestamps(grabber)).hasSize(600).isSorted().contains(0L, 100_000L, 59_900_000L);
    }
  }

  @Test
  void shouldBeTheSameBytesWhenRenderedAgain() throws Exception {
    Path first = directory.resolve("first.mp4");
    Path second = directory.resolve("second.mp4");

    SampleVideo.render(first, 3, percent -> {});
    SampleVideo.render(second, 3, percent -> {});

    assertThat(second).hasSameBinaryContentAs(first);
  }

  private static List<Long> timestamps(FFmpegFrameGrabber grabber) throws Exception {
    List<Long> timestamps = new ArrayList<>();
    for (Frame frame = grabber.grabImage(); frame != null; frame = grabber.grabImage()) {
      timestamps.add(frame.timestamp);
    }
    return timestamps;
  }
}
