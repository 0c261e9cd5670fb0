package io.framewise.model.preprocess;

import io.framewise.model.generate.PictureTiles;
import java.awt.image.BufferedImage;

/**
 * Turns a decoded picture into normalised tiles as InternVL was trained with: the whole picture
 * stretched onto a grid of tiles near its shape, the tiles row by row, then a thumbnail of the
 * whole if there is more than one tile. Stateless; safe for use by several threads.
 */
public final class Preprocessor {

  private static final float[] MEAN = {0.485f, 0.456f, 0.406f};
  private static final float[] DEVIATION = {0.229f, 0.224f, 0.225f};
  private static final int CHANNELS = 3;
  private static final int LEVELS = 256;
  private static final float[][] NORMALISED = normalised();

  private final int tileSize;

  /** A preprocessor for tiles of {@code tileSize} pixels a side. */
  public Preprocessor(int tileSize) {
    this.tileSize = tileSize;
  }

  /** How a picture of this size will be cut. */
  public TileGrid grid(int width, int height, int maxTiles) {
    return TileGrid.choose(width, height, maxTiles, tileSize);
  }

  /**
   * Cuts and normalises a picture.
   *
   * @param image of type {@link BufferedImage#TYPE_INT_RGB}
   * @param maxTiles most tiles without the thumbnail; 1 stretches the picture onto a single tile
   * @return values in [tiles, 3, tileSize, tileSize]
   */
  public PictureTiles tiles(BufferedImage image, int maxTiles) {
    Rgb original = Rgb.of(image);
    TileGrid grid = grid(original.width(), original.height(), maxTiles);
    float[] values = new float[grid.tilesWithThumbnail() * CHANNELS * tileSize * tileSize];
    Rgb stretched = Bicubic.resize(original, grid.columns() * tileSize, grid.rows() * tileSize);
    for (int tile = 0; tile < grid.tiles(); tile++) {
      int left = tile % grid.columns() * tileSize;
      int top = tile / grid.columns() * tileSize;
      normalise(stretched, left, top, values, tile);
    }
    if (grid.thumbnail()) {
      normalise(Bicubic.resize(original, tileSize, tileSize), 0, 0, values, grid.tiles());
    }
    return new PictureTiles(grid.tilesWithThumbnail(), values);
  }

  private void normalise(Rgb image, int left, int top, float[] values, int tile) {
    int plane = tileSize * tileSize;
    int at = tile * CHANNELS * plane;
    for (int y = 0; y < tileSize; y++) {
      for (int x = 0; x < tileSize; x++) {
        int pixel = image.pixel(left + x, top + y);
        values[at] = NORMALISED[0][(pixel >> 16) & 0xFF];
        values[at + plane] = NORMALISED[1][(pixel >> 8) & 0xFF];
        values[at + 2 * plane] = NORMALISED[2][pixel & 0xFF];
        at++;
      }
    }
  }

  /** Every level of every channel in 32-bit floats, in the order of operations of the original. */
  private static float[][] normalised() {
    float[][] table = new float[CHANNELS][LEVELS];
    for (int channel = 0; channel < CHANNELS; channel++) {
      for (int level = 0; level < LEVELS; level++) {
        table[channel][level] = (level / 255f - MEAN[channel]) / DEVIATION[channel];
      }
    }
    return table;
  }
}
