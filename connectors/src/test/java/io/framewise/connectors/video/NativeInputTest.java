package io.framewise.connectors.video;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.atomic.AtomicInteger;
import org.bytedeco.ffmpeg.avformat.AVIOContext;
import org.bytedeco.ffmpeg.global.avformat;
import org.junit.jupiter.api.Test;

/** Bytes that are given to FFmpeg. */
final class NativeInputTest {

  @Test
  void shouldReadNoMoreOnceToldToStopAlthoughFfmpegAsksAgain() {
    AtomicInteger reads = new AtomicInteger();
    InterruptedException stop = new InterruptedException("told to stop");
    try (NativeInput input =
        new NativeInput(
            into -> {
              reads.incrementAndGet();
              throw stop;
            })) {
      byte[] into = new byte[10];
      AVIOContext context = input.context();
      assertThat(avformat.avio_read(context, into, into.length)).isNegative();
      context.eof_reached(0);
      context.error(0);

      assertThat(avformat.avio_read(context, into, into.length)).isNegative();

      assertThat(reads).hasValue(1);
      assertThat(input.failure()).containsSame(stop);
    }
  }
}
