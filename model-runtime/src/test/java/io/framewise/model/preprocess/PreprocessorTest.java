package io.framewise.model.preprocess;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.model.engine.PictureTiles;
import io.framewise.platform.image.RgbImages;
import java.awt.image.BufferedImage;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

class PreprocessorTest {

  private static final int SIDE = 4;
  private static final int PLANE = SIDE * SIDE;

  private final Preprocessor preprocessor = new Preprocessor(SIDE);

  @Test
  void shouldNormaliseEachChannelByItsOwnMeanAndDeviation() {
    BufferedImage image = RgbImages.create(SIDE, SIDE);
    image.setRGB(1, 2, 0xFF8000);

    float[] values = preprocessor.tiles(image, 1).values();

    int at = 2 * SIDE + 1;
    assertThat(values).hasSize(3 * PLANE);
    assertThat(values[at]).isEqualTo((1f - 0.485f) / 0.229f);
    assertThat(values[PLANE + at]).isEqualTo((128 / 255f - 0.456f) / 0.224f);
    assertThat(values[2 * PLANE + at]).isEqualTo((0f - 0.406f) / 0.225f);
  }

  @Test
  void shouldLayTilesRowByRowAndAppendTheThumbnailWhenThereAreSeveral() {
    BufferedImage image = RgbImages.create(2 * SIDE, 2 * SIDE);
    fill(image, 0, 0, 0x100000);
    fill(image, SIDE, 0, 0x400000);
    fill(image, 0, SIDE, 0x800000);
    fill(image, SIDE, SIDE, 0xF00000);

    PictureTiles tiles = preprocessor.tiles(image, 4);

    assertThat(tiles.tiles()).isEqualTo(5);
    assertThat(tiles.values()).hasSize(5 * 3 * PLANE);
    for (int tile = 0; tile < 4; tile++) {
      int level = new int[] {0x10, 0x40, 0x80, 0xF0}[tile];
      assertThat(tiles.values()[tile * 3 * PLANE]).isEqualTo((level / 255f - 0.485f) / 0.229f);
    }
    float[] thumbnail = preprocessor.tiles(image, 1).values();
    assertThat(tiles.values()).endsWith(thumbnail);
  }

  /** Compares with checksums that src/test/python/resize_fixtures.py took from Pillow and numpy. */
  @ParameterizedTest
  @CsvFileSource(resources = "/preprocess/tiles.csv")
  void shouldEqualTheOriginalToTheLastBitFromPictureToTiles(
      String kind, int seed, String size, int most, int tiles, String crc) {
    PictureTiles actual = new Preprocessor(448).tiles(PatternPicture.of(kind, seed, size), most);

    assertThat(actual.tiles()).isEqualTo(tiles);
    ByteBuffer bytes =
        ByteBuffer.allocate(actual.values().length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(actual.values());
    CRC32 checksum = new CRC32();
    checksum.update(bytes);
    assertThat(String.format("%08x", checksum.getValue())).isEqualTo(crc);
  }

  @Test
  void shouldRefuseAnImageOfAnotherLayout() {
    BufferedImage grey = new BufferedImage(SIDE, SIDE, BufferedImage.TYPE_BYTE_GRAY);

    assertThatThrownBy(() -> preprocessor.tiles(grey, 1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void shouldRefuseTilesThatAreNoMultipleOfFour() {
    assertThatThrownBy(() -> new Preprocessor(30)).isInstanceOf(IllegalArgumentException.class);
  }

  private static void fill(BufferedImage image, int left, int top, int rgb) {
    for (int y = 0; y < SIDE; y++) {
      for (int x = 0; x < SIDE; x++) {
        image.setRGB(left + x, top + y, rgb);
      }
    }
  }
}
