package io.framewise.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDArrays;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.engine.CachedPicture;
import io.framewise.model.engine.Picture;
import io.framewise.model.engine.PictureKey;
import io.framewise.model.engine.PictureTiles;
import io.framewise.model.internvl.InternVl;
import java.nio.FloatBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CancellationException;
import java.util.function.BooleanSupplier;

/**
 * Turns pictures into visual rows, a few tiles at a time; of pictures that the cache knows it takes
 * the rows from there. A picture's tiles go through the tower by themselves, so its rows are the
 * same numbers whatever it is beside.
 */
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

  /**
   * Visual rows of all pictures in order, owned by {@code step}.
   *
   * @param looks the pictures of each
   * @param cancelled asked before each call into libtorch
   * @throws CancellationException when told not to go on
   */
  public Rows rows(
      PtNDManager step, List<List<? extends Picture>> looks, BooleanSupplier cancelled) {
    NDList parts = new NDList();
    List<Integer> cached = new ArrayList<>();
    // What one picture keeps must not be given up for another before they are put together.
    List<CachedPicture> holds = new ArrayList<>();
    try {
      for (List<? extends Picture> look : looks) {
        int hits = 0;
        for (Picture picture : look) {
          Optional<NDArray> known = known(picture, holds);
          hits += known.isPresent() ? 1 : 0;
          parts.add(known.orElseGet(() -> looked(step, (PictureTiles) picture, holds, cancelled)));
        }
        cached.add(hits);
      }
      return new Rows(together(step, parts), cached);
    } finally {
      holds.forEach(CachedPicture::close);
    }
  }

  private NDArray together(PtNDManager step, NDList parts) {
    if (parts.isEmpty()) {
      return step.zeros(new Shape(0, model.config().text().hidden()), DataType.FLOAT32);
    }
    NDArray all = NDArrays.concat(parts);
    // It came to the owner of the first part, which may be the cache.
    all.attach(step);
    return all;
  }

  private Optional<NDArray> known(Picture picture, List<CachedPicture> holds) {
    if (picture instanceof CachedPicture cached) {
      return Optional.of(
          cache
              .rows(cached.key())
              .orElseThrow(() -> new IllegalStateException("a picture was let go of too early")));
    }
    return ((PictureTiles) picture).key().flatMap(key -> held(key, holds));
  }

  private Optional<NDArray> held(PictureKey key, List<CachedPicture> holds) {
    cache.find(key).ifPresent(holds::add);
    return cache.rows(key);
  }

  private NDArray looked(
      PtNDManager step,
      PictureTiles picture,
      List<CachedPicture> holds,
      BooleanSupplier cancelled) {
    NDList parts = new NDList();
    for (int first = 0; first < picture.tiles(); first += tilesAtOnce) {
      if (cancelled.getAsBoolean()) {
        throw new CancellationException();
      }
      int count = Math.min(tilesAtOnce, picture.tiles() - first);
      NDArray part = part(step, picture, first, count);
      parts.add(part.reshape(-1, model.config().text().hidden()));
    }
    NDArray rows = parts.size() == 1 ? parts.get(0) : NDArrays.concat(parts);
    if (picture.key().isPresent()) {
      cache.keep(picture.key().get(), picture.tiles(), rows);
      held(picture.key().get(), holds);
    }
    return rows;
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
