package io.framewise.connectors.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.connectors.settings.Framing;
import io.framewise.connectors.settings.ScreenArea;
import io.framewise.connectors.settings.Transport;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.bytedeco.ffmpeg.avutil.AVOption;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** FFmpeg passes over an option whose name it does not know, without a word. */
final class StreamOptionsTest {

  /** What FFmpeg takes for its options: something that begins with the address of a class. */
  private static boolean knows(Pointer options, String name) {
    try (BytePointer text = new BytePointer(name)) {
      AVOption found = avutil.av_opt_find(options, text, null, 0, avutil.AV_OPT_SEARCH_FAKE_OBJ);
      return found != null && !found.isNull();
    }
  }

  private static boolean allKnown(String demuxer, Map<String, String> options) {
    try (PointerPointer<Pointer> own = new PointerPointer<>(1);
        PointerPointer<Pointer> container = new PointerPointer<>(1)) {
      own.put(0, avformat.av_find_input_format(demuxer).priv_class());
      container.put(0, avformat.avformat_get_class());
      return options.keySet().stream().allMatch(name -> knows(own, name) || knows(container, name));
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldNameOnlyOptionsThatTheFfmpegAtHandHas(Transport transport) {
    Map<String, String> options =
        StreamOptions.rtsp(
            transport, new StreamLimits(Duration.ofSeconds(3), Framing.whole(640), 5));

    assertThat(allKnown("rtsp", options)).isTrue();
    assertThat(allKnown("rtsp", Map.of("stimeout", "1"))).isFalse();
    assertThat(options).containsEntry("timeout", "3000000");
  }

  @Test
  void shouldNameOnlyOptionsThatBytesHave() {
    assertThat(allKnown("mpegts", StreamOptions.bytes("mpegts"))).isTrue();
  }

  @Test
  void shouldNameOnlyOptionsThatScreensAndDevicesHave() {
    LocalDeviceTest.assumeLibraries();

    assertThat(
            allKnown(
                "x11grab", StreamOptions.screen(Optional.of(new ScreenArea(1, 2, 32, 16)), 0.5)))
        .isTrue();
    assertThat(allKnown("v4l2", StreamOptions.camera())).isTrue();
  }
}
