package io.framewise.model.preprocess;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How a picture is cut: columns and rows of square tiles.
 *
 * @param columns tiles from left to right
 * @param rows tiles from top to bottom
 */
public record TileGrid(int columns, int rows) {

  /** Tiles of the grid, without a thumbnail. */
  public int tiles() {
    return columns * rows;
  }

  /** Whether a thumbnail of the whole picture follows the tiles. */
  public boolean thumbnail() {
    return tiles() > 1;
  }

  /** Tiles that the vision tower sees. */
  public int tilesWithThumbnail() {
    return thumbnail() ? tiles() + 1 : tiles();
  }

  /**
   * The grid of at most {@code maxTiles} tiles whose shape is nearest to the picture's. Of two that
   * are equally near the larger one wins if the picture has pixels for more than half of it.
   *
   * @param tileSize side of a tile in pixels
   */
  public static TileGrid choose(int width, int height, int maxTiles, int tileSize) {
    double aspect = (double) width / height;
    double area = (double) width * height;
    TileGrid best = new TileGrid(1, 1);
    double bestDistance = Double.POSITIVE_INFINITY;
    for (TileGrid grid : candidates(maxTiles)) {
      double distance = Math.abs(aspect - (double) grid.columns / grid.rows);
      boolean enoughPixels = area > 0.5 * tileSize * tileSize * grid.tiles();
      if (distance < bestDistance || (distance == bestDistance && enoughPixels)) {
        best = grid;
        bestDistance = distance;
      }
    }
    return best;
  }

  private static List<TileGrid> candidates(int maxTiles) {
    List<TileGrid> grids = new ArrayList<>();
    for (int columns = 1; columns <= maxTiles; columns++) {
      for (int rows = 1; columns * rows <= maxTiles; rows++) {
        grids.add(new TileGrid(columns, rows));
      }
    }
    grids.sort(Comparator.comparingInt(TileGrid::tiles));
    return grids;
  }
}
