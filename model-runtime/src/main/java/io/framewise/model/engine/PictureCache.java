package io.framewise.model.engine;

import java.util.Optional;

/**
 * What an engine keeps of pictures that it has looked at, so that it need not look again. Bounded
 * by bytes; what was not used for longest goes first. Safe for use by several threads.
 */
public interface PictureCache {

  /** Keeps nothing. */
  PictureCache NONE =
      new PictureCache() {
        @Override
        public boolean keeps() {
          return false;
        }

        @Override
        public Optional<CachedPicture> find(PictureKey key) {
          return Optional.empty();
        }

        @Override
        public long bytes() {
          return 0;
        }
      };

  /** Whether it ever keeps anything. */
  boolean keeps();

  /**
   * A picture that needs no pixels any more. It stays until the caller closes it, or the look that
   * it is put into.
   */
  Optional<CachedPicture> find(PictureKey key);

  /** Bytes that are kept. */
  long bytes();
}
