package io.framewise.model.engine;

/**
 * One picture of a look: its pixels, or a hold on what the engine's cache has of it. What was put
 * into a look is closed with the look.
 */
public sealed interface Picture extends AutoCloseable permits PictureTiles, CachedPicture {

  /** Number of tiles, thumbnail included. */
  int tiles();

  @Override
  default void close() {}
}
