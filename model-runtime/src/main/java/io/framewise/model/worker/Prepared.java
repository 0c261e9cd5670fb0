package io.framewise.model.worker;

import io.framewise.model.engine.Look;
import io.framewise.model.engine.PictureTiles;
import java.time.Duration;

/**
 * A request that is ready for the model.
 *
 * @param fetch reading the pixels
 * @param preprocess decoding, tiling and normalising
 * @param room of its pixels
 */
record Prepared(Job job, Look look, Duration fetch, Duration preprocess, PixelRoom room)
    implements AutoCloseable {

  /** Tiles that it holds; at least 1, for a request without pixels takes room too. */
  int tilesInMemory() {
    int tiles =
        look.pictures().stream()
            .filter(PictureTiles.class::isInstance)
            .mapToInt(picture -> picture.tiles())
            .sum();
    return Math.max(1, tiles);
  }

  /** Gives back its room and lets go of what it holds in the engine's cache; idempotent. */
  @Override
  public void close() {
    look.close();
    room.close();
  }
}
