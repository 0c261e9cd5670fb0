package io.framewise.model.worker;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** The scripted engine's tiles are 9,408 bytes, its context holds ten of them. */
class TileRoomTest {

  private static final long TILE = 3L * 28 * 28 * Float.BYTES;

  private static TileRoom room(int wished, long tilesInTheHeap) {
    return TileRoom.of(wished, new ScriptedEngine(), TILE * tilesInTheHeap);
  }

  @Test
  void shouldTakeWhatIsWishedWhereASixthOfTheHeapHoldsIt() {
    assertThat(room(8, 48)).isEqualTo(new TileRoom(8, 8, "model.batch-tiles"));
  }

  @Test
  void shouldTakeNoMoreThanASixthOfTheHeapHolds() {
    assertThat(room(8, 47)).isEqualTo(new TileRoom(7, 7, "the worker's heap"));
    assertThat(room(4096, 1).ofABatch()).as("but one, or nothing could run").isEqualTo(1);
  }

  @Test
  void shouldTakeNoMoreOfOneRequestThanTheModelReads() {
    assertThat(room(64, 1000)).isEqualTo(new TileRoom(64, 10, "the model's context"));
  }
}
