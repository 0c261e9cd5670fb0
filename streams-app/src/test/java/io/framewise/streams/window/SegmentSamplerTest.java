package io.framewise.streams.window;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.streams.state.KeptFrame;
import io.framewise.streams.state.OpenWindow;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SegmentSamplerTest {

  @Test
  void shouldKeepTheSameFramesWhenTheyArriveInAnyOrder() {
    Random random = new Random(7);
    for (int round = 0; round < 200; round++) {
      List<KeptFrame> frames = randomFrames(random);
      List<KeptFrame> inOrder = selected(frames);
      Collections.shuffle(frames, random);

      assertThat(selected(frames)).isEqualTo(inOrder);
      assertThat(inOrder).hasSizeBetween(1, 5);
    }
  }

  @Test
  void shouldKeepAtMostOneFrameASegmentWhenThereAreManyMore() {
    List<KeptFrame> frames = new ArrayList<>();
    for (int i = 0; i < 4000; i++) {
      frames.add(frame(i));
    }

    assertThat(selected(frames))
        .extracting(KeptFrame::getCapturedAtMs)
        .containsExactly(400L, 1200L, 2000L, 2800L, 3600L);
  }

  private static List<KeptFrame> selected(List<KeptFrame> frames) {
    OpenWindow window =
        OpenWindow.newBuilder()
            .setSourceId("door")
            .setQuestionSetId("people")
            .setStartMs(0)
            .setEndMs(4000)
            .setGraceMs(0)
            .setIdleMs(1000)
            .setSegments(SegmentSampler.emptySegments(5))
            .build();
    frames.forEach(frame -> SegmentSampler.offer(window, frame));
    return SegmentSampler.selected(window);
  }

  private static List<KeptFrame> randomFrames(Random random) {
    List<KeptFrame> frames = new ArrayList<>();
    int count = 1 + random.nextInt(40);
    for (int i = 0; i < count; i++) {
      frames.add(frame(random.nextInt(4000)));
    }
    return frames;
  }

  private static KeptFrame frame(long atMs) {
    return new KeptFrame("frames", 0, atMs, "f" + atMs, atMs, 64, 64, true);
  }
}
