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

/**
 * Pictures on their way through the vision tower, a few tiles at a time; of pictures that the cache
 * knows it takes the rows from there. A picture's tiles go through the tower by themselves, so its
 * rows are the same numbers whatever it is beside.
 */
final class Seeing implements AutoCloseable {

  private final InternVl model;
  private final int tilesAtOnce;
  private final RowCache cache;
  private final PtNDManager manager;
  private final List<? extends Picture> pictures;

  /** Rows of the pictures that are done; they belong to the cache or to the manager. */
  private final NDList done = new NDList();

  /** What the cache keeps of these pictures must not be given up for others in the meantime. */
  private final List<CachedPicture> holds = new ArrayList<>();

  /** Rows of the tiles of the next picture that are done. */
  private NDList parts = new NDList();

  private int tilesDone;
  private int cached;

  /**
   * Pictures that nothing has been done for.
   *
   * @param manager owner of what comes of them; closed with this
   */
  Seeing(
      InternVl model,
      int tilesAtOnce,
      RowCache cache,
      PtNDManager manager,
      List<? extends Picture> pictures) {
    this.model = model;
    this.tilesAtOnce = tilesAtOnce;
    this.cache = cache;
    this.manager = manager;
    this.pictures = pictures;
  }

  /** Tiles that are still to go through the tower. */
  int tilesLeft() {
    int left = -tilesDone;
    for (Picture picture : pictures.subList(done.size(), pictures.size())) {
      left += known(picture) ? 0 : picture.tiles();
    }
    // The cache may have got a picture from elsewhere of which some tiles are done here.
    return Math.max(0, left);
  }

  private boolean known(Picture picture) {
    return picture instanceof CachedPicture
        || ((PictureTiles) picture).key().flatMap(cache::rows).isPresent();
  }

  /** Takes the next few tiles of one picture through the tower. Returns how many. */
  int look() {
    takeKnown();
    if (done.size() == pictures.size()) {
      return 0;
    }
    PictureTiles picture = (PictureTiles) pictures.get(done.size());
    int count = Math.min(tilesAtOnce, picture.tiles() - tilesDone);
    parts.add(part(picture, tilesDone, count));
    tilesDone += count;
    if (tilesDone == picture.tiles()) {
      finish(picture);
    }
    return count;
  }

  private void takeKnown() {
    Optional<NDArray> rows = next();
    while (rows.isPresent()) {
      done.add(rows.get());
      parts = new NDList();
      tilesDone = 0;
      cached++;
      rows = next();
    }
  }

  private Optional<NDArray> next() {
    if (done.size() == pictures.size()) {
      return Optional.empty();
    }
    Picture picture = pictures.get(done.size());
    if (picture instanceof CachedPicture held) {
      return Optional.of(
          cache
              .rows(held.key())
              .orElseThrow(() -> new IllegalStateException("a picture was let go of too early")));
    }
    return ((PictureTiles) picture).key().flatMap(this::held);
  }

  private Optional<NDArray> held(PictureKey key) {
    cache.find(key).ifPresent(holds::add);
    return cache.rows(key);
  }

  private void finish(PictureTiles picture) {
    NDArray rows = parts.size() == 1 ? parts.get(0) : NDArrays.concat(parts);
    if (parts.size() > 1) {
      parts.close();
    }
    if (picture.key().isPresent()) {
      cache.keep(picture.key().get(), picture.tiles(), rows);
      held(picture.key().get());
    }
    done.add(rows);
    parts = new NDList();
    tilesDone = 0;
  }

  private NDArray part(PictureTiles picture, int first, int count) {
    int tile = picture.values().length / picture.tiles();
    try (PtNDManager inner = manager.newSubManager(manager.getDevice())) {
      FloatBuffer pixels = FloatBuffer.wrap(picture.values(), first * tile, count * tile).slice();
      NDArray rows = model.vision(inner, pixels, count).reshape(-1, model.config().text().hidden());
      rows.attach(manager);
      return rows;
    }
  }

  /** Rows of all pictures in order once no tile is left, [visual tokens, width]; the manager's. */
  NDArray rows() {
    takeKnown();
    if (done.size() < pictures.size()) {
      throw new IllegalStateException("some tiles have not gone through the tower yet");
    }
    if (done.isEmpty()) {
      return manager.zeros(new Shape(0, model.config().text().hidden()), DataType.FLOAT32);
    }
    NDArray all = NDArrays.concat(done);
    // It came to the owner of the first part, which may be the cache.
    all.attach(manager);
    return all;
  }

  /** Of the pictures that are done, how many came from the cache. */
  int cached() {
    return cached;
  }

  /** Frees what is not kept, and lets go of the rest. */
  @Override
  public void close() {
    holds.forEach(CachedPicture::close);
    manager.close();
  }
}
