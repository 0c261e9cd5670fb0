package io.framewise.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.internvl.InternVl;
import java.nio.FloatBuffer;
import java.util.List;

/** Turns the tiles of a batch into visual rows, a few tiles at a time. */
final class VisionPass {

  private final InternVl model;
  private final int tilesAtOnce;

  VisionPass(InternVl model, int tilesAtOnce) {
    this.model = model;
    this.tilesAtOnce = tilesAtOnce;
  }

  /** Visual rows of all pictures in order, [visual tokens, width], owned by {@code step}. */
  NDArray rows(PtNDManager step, List<PictureTiles> pictures) {
    int width = model.config().text().hidden();
    NDList parts = new NDList();
    for (PictureTiles picture : pictures) {
      for (int first = 0; first < picture.tiles(); first += tilesAtOnce) {
        int count = Math.min(tilesAtOnce, picture.tiles() - first);
        parts.add(part(step, picture, first, count).reshape(-1, width));
      }
    }
    return parts.isEmpty()
        ? step.zeros(new Shape(0, width), DataType.FLOAT32)
        : NDArrays.concat(parts);
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
