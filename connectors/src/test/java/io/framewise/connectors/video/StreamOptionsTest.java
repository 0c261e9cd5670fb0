package io.framewise.connectors.video;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.connectors.settings.Transport;
import java.time.Duration;
import java.util.Map;
import org.bytedeco.ffmpeg.avutil.AVOption;
import org.bytedeco.ffmpeg.global.avformat;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.Pointer;
import org.bytedeco.javacpp.PointerPointer;
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

  @ParameterizedTest
  @EnumSource
  void shouldNameOnlyOptionsThatTheFfmpegAtHandHas(Transport transport) {
    Map<String, String> options =
        StreamOptions.rtsp(transport, new StreamLimits(Duration.ofSeconds(3), 640, 5));
    try (PointerPointer<Pointer> demuxer = new PointerPointer<>(1);
        PointerPointer<Pointer> container = new PointerPointer<>(1)) {
      demuxer.put(0, avformat.av_find_input_format("rtsp").priv_class());
      container.put(0, avformat.avformat_get_class());

      assertThat(options.keySet()).allMatch(name -> knows(demuxer, name) || knows(container, name));
      assertThat(knows(demuxer, "stimeout")).isFalse();
      assertThat(options).containsEntry("timeout", "3000000");
    }
  }
}
