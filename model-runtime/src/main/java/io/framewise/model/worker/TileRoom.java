package io.framewise.model.worker;

import io.framewise.model.engine.Engine;
import io.framewise.model.engine.Picture;
import java.util.List;

/**
 * How many tiles may wait for the model in memory.
 *
 * @param ofABatch most of one batch
 * @param ofALook most of one request
 * @param bound what bounds a request, for people
 */
record TileRoom(int ofABatch, int ofALook, String bound) {

  /** Decoding may hold half of the heap, see DecodeThreads; a third stays for all else. */
  private static final int SHARE_OF_HEAP = 6;

  private static final long CHANNELS = 3;

  /**
   * For one model.
   *
   * @param wished the setting
   * @param heap most bytes that it may come to
   */
  static TileRoom of(int wished, Engine engine, long heap) {
    long tile = CHANNELS * Float.BYTES * engine.tileSize() * engine.tileSize();
    int fitting = (int) Math.max(1, Math.min(wished, heap / SHARE_OF_HEAP / tile));
    int context = engine.contextLength() / engine.tokensPerTile();
    return new TileRoom(fitting, Math.min(fitting, context), bound(wished, fitting, context));
  }

  /**
   * Fails where a look has no room for a further picture.
   *
   * @param earlier pictures of the look, whether they take memory or the engine keeps them: what is
   *     taken must not depend on what was asked before
   */
  void require(List<Picture> earlier, int tiles) {
    int taken = earlier.stream().mapToInt(Picture::tiles).sum();
    if (taken + tiles > ofALook) {
      throw new Refusal("look-refused", bound + " holds " + ofALook + " tiles, not more");
    }
  }

  private static String bound(int wished, int fitting, int context) {
    if (context <= fitting) {
      return "the model's context";
    }
    return fitting < wished ? "the worker's heap" : "model.batch-tiles";
  }
}
