package io.framewise.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.engine.PictureTiles;
import io.framewise.model.internvl.InternVl;
import java.nio.FloatBuffer;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Turns the tiles of a batch into visual rows, a few tiles at a time. */
public final class VisionPass {

  private final InternVl model;
  private final int tilesAtOnce;

  VisionPass(InternVl model, int tilesAtOnce) {
    this.model = model;
    this.tilesAtOnce = tilesAtOnce;
  }

  /** Visual rows of all pictures in order, [visual tokens, width], owned by {@code step}. */
  NDArray rows(PtNDManager step, List<PictureTiles> pictures) {
    return rows(step, pictures, () -> false);
  }

  /**
   * The same, asking before each of its calls into libtorch whether to go on.
   *
   * @throws CancellationException when told not to
   */
  public NDArray rows(PtNDManager step, List<PictureTiles> pictures, BooleanSupplier cancelled) {
    int width = model.config().text().hidden();
    NDList parts = new NDList();
    for (PictureTiles picture : pictures) {
      for (int first = 0; first < picture.tiles(); first += tilesAtOnce) {
        if (cancelled.getAsBoolean()) {
          throw new CancellationException();
        }
        int count = Math.min(tilesAtOnce, picture.tiles() - first);
        parts.add(part(step, picture, first, count).reshape(-1, width));
      }
    }
    return parts.isEmpty()
        ? step.zeros(new Shape(0, width), DataType.FLOAT32)
        : NDArrays.concat(parts);
  }

  /** Fails unless a picture has the size that the vision tower takes. */
  public void check(PictureTiles picture) {
    int size = model.config().vision().imageSize();
    if (picture.tiles() < 1 || picture.values().length != picture.tiles() * 3 * size * size) {
      throw new IllegalArgumentException(
          "a picture has " + picture.values().length + " values for " + picture.tiles() + " tiles");
    }
  }

  private NDArray part(PtNDManager step, PictureTiles picture, int first, int count) {
    int tile = picture.values().length / picture.tiles();
    try (PtNDManager inner = step.newSubManager(step.getDevice())) {
      FloatBuffer pixels = FloatBuffer.wrap(picture.values(), first * tile, count * tile).slice();
      NDArray rows = model.vision(inner, pixels, count);
      rows.attach(step);
      return rows;
    }
  }
}
