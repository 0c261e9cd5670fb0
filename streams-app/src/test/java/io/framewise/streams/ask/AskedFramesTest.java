package io.framewise.streams.ask;

import static io.framewise.testing.TestRecords.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.FrameHeader;
import io.framewise.contract.avro.FrameRef;
import io.framewise.streams.ingest.ArrivedFrame;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

/** Which of the frames that came are looked at. */
class AskedFramesTest {

  @Test
  void shouldTakeTheNewestAndSpreadTheOthers() {
    assertThat(chosen(9, 1)).containsExactly(8L);
    assertThat(chosen(9, 2)).containsExactly(0L, 8L);
    assertThat(chosen(9, 3)).containsExactly(0L, 4L, 8L);
    assertThat(chosen(3, 8)).containsExactly(0L, 1L, 2L);
    assertThat(chosen(1, 4)).containsExactly(0L);
  }

  /** The offsets of those chosen from some that came in another order than they were captured. */
  private static List<Long> chosen(int came, int most) {
    List<ArrivedFrame> frames = new ArrayList<>();
    for (int i = 0; i < came; i++) {
      frames.add(frame(i));
    }
    Collections.reverse(frames);
    return AskedFrames.chosen(frames, most).stream().map(FrameRef::getOffset).toList();
  }

  private static ArrivedFrame frame(int index) {
    FrameHeader header =
        FrameHeader.newBuilder()
            .setFrameId("f" + index)
            .setSourceId("door")
            .setDomain(Domain.VIDEO)
            .setSequence(index)
            .setCapturedAt(START.plusSeconds(index))
            .setWidth(64)
            .setHeight(64)
            .setContentType("image/jpeg")
            .build();
    return new ArrivedFrame(
        header,
        new FrameRef("frames", 0, (long) index, "f" + index, header.getCapturedAt(), 64, 64),
        OptionalLong.empty());
  }
}
