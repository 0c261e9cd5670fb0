package io.framewise.model.preprocess;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;
import org.junit.jupiter.params.provider.CsvSource;

class TileGridTest {

  private static final int SIDE = 448;

  @ParameterizedTest
  @CsvSource({
    "1920,1080,4,2,9",
    "1080,1920,2,4,9",
    "640,480,4,3,13",
    "1280,720,4,2,9",
    "1366,768,4,2,9",
    "2560,1440,4,2,9",
    "3840,2160,4,2,9",
    "448,448,1,1,1",
    "224,224,1,1,1",
    "800,800,2,2,5",
    "1000,1000,3,3,10",
    "500,300,3,2,7",
    "4000,300,12,1,13",
    "2481,3508,2,3,7"
  })
  void shouldCutAsInternVlDoesWhenTwelveTilesAreAllowed(
      int width, int height, int columns, int rows, int tiles) {
    TileGrid grid = TileGrid.choose(width, height, 12, SIDE);

    assertThat(grid).isEqualTo(new TileGrid(columns, rows));
    assertThat(grid.tilesWithThumbnail()).isEqualTo(tiles);
  }

  /** Thousands of sizes, from the original's code by src/test/python/resize_fixtures.py. */
  @ParameterizedTest
  @CsvFileSource(resources = "/preprocess/tiling.csv")
  void shouldCutEverySizeAsInternVlDoes(int most, String crc) {
    CRC32 actual = new CRC32();
    for (int i = 0; i < 4000; i++) {
      int word = i * 3 + most * 1000003;
      int width = 1 + below(4000, word);
      int height = 1 + below(4000, word + 1);
      if (i % 3 == 0) {
        int unit = 1 + below(900, word + 2);
        width = unit * (1 + below(6, word));
        height = unit * (1 + below(6, word + 1));
      }
      TileGrid grid = TileGrid.choose(width, height, most, SIDE);
      actual.update(grid.columns());
      actual.update(grid.rows());
    }
    assertThat(String.format("%08x", actual.getValue())).isEqualTo(crc);
  }

  private static int below(int bound, int word) {
    return Integer.remainderUnsigned(PatternPicture.mix(word), bound);
  }

  @Test
  void shouldStretchOntoOneTileWhenOnlyOneIsAllowed() {
    TileGrid grid = TileGrid.choose(1920, 1080, 1, SIDE);

    assertThat(grid).isEqualTo(new TileGrid(1, 1));
    assertThat(grid.thumbnail()).isFalse();
  }

  @Test
  void shouldTakeTheLargerOfTwoEqualShapesOnlyWhenPixelsFillMoreThanHalfOfIt() {
    int halfOfFourTiles = SIDE * SIDE * 2;
    int side = (int) Math.sqrt(halfOfFourTiles);

    assertThat(TileGrid.choose(side, side, 4, SIDE)).isEqualTo(new TileGrid(1, 1));
    assertThat(TileGrid.choose(side + 1, side + 1, 4, SIDE)).isEqualTo(new TileGrid(2, 2));
  }
}
