package io.framewise.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.engine.Picture;
import io.framewise.model.engine.PictureTiles;
import io.framewise.model.internvl.InternVl;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/** Turns pictures into visual rows; see {@link Seeing}. */
public final class VisionPass {

  private final InternVl model;
  private final int tilesAtOnce;
  private final RowCache cache;

  VisionPass(InternVl model, int tilesAtOnce, RowCache cache) {
    this.model = model;
    this.tilesAtOnce = tilesAtOnce;
    this.cache = cache;
  }

  /**
   * What pictures became.
   *
   * @param all rows of all pictures in order, [visual tokens, width]
   * @param cached of each look, how many of its pictures came from the cache
   */
  public record Rows(NDArray all, List<Integer> cached) {}

  /** Pictures that are to go through the tower step by step. */
  Seeing seeing(List<? extends Picture> pictures) {
    return new Seeing(model, tilesAtOnce, cache, model.newStep(), pictures);
  }

  /**
   * Visual rows of all pictures in order, owned by {@code step}.
   *
   * @param looks the pictures of each
   * @param cancelled asked before each call into libtorch
   * @throws CancellationException when told not to go on
   */
  public Rows rows(
      PtNDManager step, List<List<? extends Picture>> looks, BooleanSupplier cancelled) {
    NDList all = new NDList();
    List<Integer> cached = new ArrayList<>();
    for (List<? extends Picture> look : looks) {
      try (Seeing seeing = seeing(look)) {
        while (seeing.tilesLeft() > 0) {
          if (cancelled.getAsBoolean()) {
            throw new CancellationException();
          }
          seeing.look();
        }
        NDArray rows = seeing.rows();
        rows.attach(step);
        all.add(rows);
        cached.add(seeing.cached());
      }
    }
    if (all.isEmpty()) {
      return new Rows(
          step.zeros(new Shape(0, model.config().text().hidden()), DataType.FLOAT32), cached);
    }
    return new Rows(NDArrays.concat(all), cached);
  }

  /** Fails unless a picture has the size that the vision tower takes. */
  public void check(Picture picture) {
    int size = model.config().vision().imageSize();
    if (picture instanceof PictureTiles tiles
        && (tiles.tiles() < 1 || tiles.values().length != tiles.tiles() * 3 * size * size)) {
      throw new IllegalArgumentException(
          "a picture has " + tiles.values().length + " values for " + tiles.tiles() + " tiles");
    }
  }
}
