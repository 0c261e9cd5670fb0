package io.framewise.model.worker;

import io.framewise.contract.avro.FrameRef;
import io.framewise.model.engine.PictureKey;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What frames that were read hold, so far as the picture cache asks. A record does not change; one
 * that another took the place of has another reference. Safe for use by several threads.
 */
final class KnownFrames {

  /** A few megabytes; more than a cache of the default size has pictures of any published model. */
  private static final int MOST = 10_000;

  private static final float LOAD_FACTOR = 0.75f;
  private static final int FIRST_ENTRIES = 16;

  private final Map<FrameRef, PictureKey> keys =
      new LinkedHashMap<>(FIRST_ENTRIES, LOAD_FACTOR, true) {

        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<FrameRef, PictureKey> eldest) {
          return size() > MOST;
        }
      };

  /** What the picture of a frame is kept under, if the frame was read lately. */
  synchronized Optional<PictureKey> key(FrameRef ref, int maxTiles) {
    return Optional.ofNullable(keys.get(ref)).map(key -> key.cutInto(maxTiles));
  }

  /** Notes a frame that was read. */
  synchronized void add(FrameRef ref, PictureKey key) {
    keys.put(ref, key);
  }
}
