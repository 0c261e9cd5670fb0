package io.framewise.model.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.function.BiFunction;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import java.util.zip.CRC32;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/** Compares with what src/test/python/frame_index_fixtures.py took from the references. */
class FrameIndicesTest {

  @ParameterizedTest
  @CsvFileSource(resources = "/preprocess/frame-indices.csv", maxCharsPerColumn = 8192)
  void shouldLookAtTheFramesOfTheReferences(
      String kind, Integer frames, Integer count, Double videoFps, String option, String expected) {
    String actual =
        switch (kind) {
          case "short-original" -> digest(shortVideos(), FrameIndices::original);
          case "long-original" -> digest(longVideos(), FrameIndices::original);
          case "short-hf" -> digest(shortVideos(), FrameIndices::hf);
          case "long-hf" -> digest(longVideos(), FrameIndices::hf);
          case "original" -> text(FrameIndices.original(frames, count));
          case "hf" -> text(FrameIndices.hf(frames, count));
          case "hf-fps" ->
              text(FrameIndices.hfByRate(frames, videoFps, Double.parseDouble(option)));
          default -> {
            double[] part =
                Stream.of(option.split(" ", 2)).mapToDouble(Double::parseDouble).toArray();
            yield text(FrameIndices.original(frames, count, videoFps, part[0], part[1]));
          }
        };

    assertThat(actual).isEqualTo(expected);
  }

  @Test
  void shouldRefuseMoreFramesThanTheVideoHasOnlyWhereTheReferenceDoes() {
    assertThat(FrameIndices.original(2, 4)).hasSize(4).containsOnly(0, 1);
    assertRefused(() -> FrameIndices.hf(7, 8), "the video has 7 frames and 8 were asked for");
    assertRefused(() -> FrameIndices.hfByRate(10, 5, 6), "12 were asked for");
  }

  @Test
  void shouldRefuseWhatNamesNoFrame() {
    assertRefused(() -> FrameIndices.original(0, 8), "no frames");
    assertRefused(() -> FrameIndices.hf(8, 0), "0 frames were asked for");
    assertRefused(() -> FrameIndices.original(300, 8, 30, 10.1, 20), "no frame lies between");
    assertRefused(() -> FrameIndices.original(300, 8, 30, 5, 4), "no frame lies between");
    assertRefused(() -> FrameIndices.original(300, 8, 30, Double.NaN, 4), "no frame lies between");
    assertRefused(() -> FrameIndices.original(300, 8, 0, 1, 4), "are 0.0");
    assertRefused(() -> FrameIndices.hfByRate(10, 30, 1), "not one of the video's 10 frames");
    assertRefused(() -> FrameIndices.hfByRate(10, 30, Double.NaN), "are NaN");
  }

  private static void assertRefused(ThrowingCallable call, String message) {
    assertThatThrownBy(call).isInstanceOf(UserError.class).hasMessageContaining(message);
  }

  private static String text(int[] indices) {
    return String.join(" ", IntStream.of(indices).mapToObj(Integer::toString).toList());
  }

  /** Every number of frames to look at of every short video. */
  private static Stream<int[]> shortVideos() {
    return IntStream.rangeClosed(1, 600)
        .boxed()
        .flatMap(
            frames ->
                IntStream.rangeClosed(1, Math.min(frames, 64))
                    .mapToObj(count -> new int[] {frames, count}));
  }

  /** Some videos of up to a day. */
  private static Stream<int[]> longVideos() {
    return LongStream.range(0, 20_000)
        .mapToObj(i -> new int[] {(int) (128 + i * 7919 % 2_900_000), (int) (1 + i % 128)});
  }

  /** CRC-32 of all indices. */
  private static String digest(
      Stream<int[]> videos, BiFunction<Integer, Integer, int[]> reference) {
    CRC32 crc = new CRC32();
    videos.forEach(
        video -> {
          ByteBuffer bytes = ByteBuffer.allocate(4 * video[1]).order(ByteOrder.LITTLE_ENDIAN);
          bytes.asIntBuffer().put(reference.apply(video[0], video[1]));
          crc.update(bytes);
        });
    return String.format("%08x", crc.getValue());
  }
}
