package io.framewise.model.preprocess;

import io.framewise.model.engine.PictureTiles;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Turns a decoded picture into normalised tiles as InternVL was trained with: the whole picture
 * stretched onto a grid of tiles near its shape, the tiles row by row, then a thumbnail of the
 * whole if there is more than one tile. Stateless; safe for use by several threads.
 */
public final class Preprocessor {

  private final int tileSize;

  /**
   * A preprocessor for tiles of {@code tileSize} pixels a side.
   *
   * @throws IllegalArgumentException unless the size is a multiple of four, as every model's is
   */
  public Preprocessor(int tileSize) {
    if (tileSize < 4 || tileSize % 4 != 0) {
      throw new IllegalArgumentException("tiles of " + tileSize + " pixels, not a multiple of 4");
    }
    this.tileSize = tileSize;
  }

  /** How a picture of this size will be cut. */
  public TileGrid grid(int width, int height, int maxTiles) {
    return TileGrid.choose(width, height, maxTiles, tileSize);
  }

  /**
   * Cuts and normalises a picture.
   *
   * @param image in the layout of {@link io.framewise.platform.image.RgbImages}
   * @param maxTiles most tiles without the thumbnail; 1 stretches the picture onto a single tile
   * @return values in [tiles, 3, tileSize, tileSize]
   */
  public PictureTiles tiles(BufferedImage image, int maxTiles) {
    TileGrid grid = grid(image.getWidth(), image.getHeight(), maxTiles);
    int tiles = grid.tilesWithThumbnail();
    float[] values = new float[tiles * Resize.CHANNELS * tileSize * tileSize];
    List<Bicubic.Target> targets = new ArrayList<>();
    TileWriter cut = new TileWriter(values, 0, grid.columns(), tileSize);
    targets.add(new Bicubic.Target(grid.columns() * tileSize, grid.rows() * tileSize, cut));
    if (grid.thumbnail()) {
      TileWriter thumbnail = new TileWriter(values, grid.tiles(), 1, tileSize);
      targets.add(new Bicubic.Target(tileSize, tileSize, thumbnail));
    }
    Bicubic.resize(image, targets);
    return new PictureTiles(tiles, values);
  }
}
