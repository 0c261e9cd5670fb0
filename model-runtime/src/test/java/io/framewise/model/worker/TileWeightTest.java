package io.framewise.model.worker;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.FrameRef;
import java.time.Instant;
import java.util.Collections;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TileWeightTest {

  private static final FrameRef FRAME = new FrameRef("t", 0, 0L, "f", Instant.EPOCH, 32, 32);

  @ParameterizedTest
  @CsvSource({
    "1, 1, 1", // a single tile needs no thumbnail
    "16, 1, 16",
    "1, 6, 7",
    "16, 12, 208",
    "3, 99, 39", // more than this worker cuts
    "2, 0, 2",
    "0, 4, 1"
  })
  void shouldCountTheTilesThatFramesMayCome(int frames, int maxTiles, int expected) {
    FrameRef[] refs = Collections.nCopies(frames, FRAME).toArray(new FrameRef[0]);

    assertThat(new TileWeight(12).of(Requests.request("r", refs).setMaxTiles(maxTiles).build()))
        .isEqualTo(expected);
  }
}
