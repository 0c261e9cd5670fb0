package io.framewise.model.engine;

import java.util.concurrent.atomic.AtomicBoolean;

/** A hold on what an engine's cache has of a picture. Safe for use by several threads. */
public final class CachedPicture implements Picture {

  private final PictureKey key;
  private final int tiles;
  private final Runnable release;
  private final AtomicBoolean released = new AtomicBoolean();

  /**
   * A hold.
   *
   * @param release gives it up; called once
   */
  public CachedPicture(PictureKey key, int tiles, Runnable release) {
    this.key = key;
    this.tiles = tiles;
    this.release = release;
  }

  /** Which picture it is. */
  public PictureKey key() {
    return key;
  }

  @Override
  public int tiles() {
    return tiles;
  }

  /** Gives up the hold; idempotent. */
  @Override
  public void close() {
    if (released.compareAndSet(false, true)) {
      release.run();
    }
  }
}
