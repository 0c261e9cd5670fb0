package io.framewise.model.openai.media;

import java.util.function.BooleanSupplier;

/** How many tiles may lie in memory before the model has seen them, those of all requests. */
public final class TileSpace {

  /** Decoding may hold half of the heap; a third stays for all else. */
  private static final int SHARE_OF_HEAP = 6;

  private static final long CHANNELS = 3;
  private static final long LOOK_AGAIN_MS = 100;

  private final int size;
  private int free;

  /** Room for so many tiles. */
  public TileSpace(int size) {
    this.size = size;
    free = size;
  }

  /** As much as a heap of so many bytes has for tiles of this size. */
  public static TileSpace of(int tileSize, long heap) {
    long tile = CHANNELS * Float.BYTES * tileSize * tileSize;
    return new TileSpace(
        (int) Math.max(1, Math.min(Integer.MAX_VALUE, heap / SHARE_OF_HEAP / tile)));
  }

  /** All there is. */
  public int size() {
    return size;
  }

  /**
   * Waits for room.
   *
   * @param tiles at most {@link #size}
   * @param wanted asked now and then; no room is taken once it is false
   * @return whether there is room now, to be given back
   */
  synchronized boolean take(int tiles, BooleanSupplier wanted) throws InterruptedException {
    while (free < tiles) {
      if (!wanted.getAsBoolean()) {
        return false;
      }
      wait(LOOK_AGAIN_MS);
    }
    free -= tiles;
    return true;
  }

  synchronized void giveBack(int tiles) {
    free += tiles;
    notifyAll();
  }

  /** Room that nobody has. */
  public synchronized int free() {
    return free;
  }
}
