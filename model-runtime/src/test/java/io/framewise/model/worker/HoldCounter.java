package io.framewise.model.worker;

import io.framewise.model.engine.CachedPicture;
import io.framewise.model.engine.PictureCache;
import io.framewise.model.engine.PictureKey;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A cache that says of what it is told to that it has it, and counts who holds something. */
final class HoldCounter implements PictureCache {

  private final Set<PictureKey> keys = ConcurrentHashMap.newKeySet();
  private final AtomicInteger holds = new AtomicInteger();

  /** From now on it has this one. */
  void have(PictureKey key) {
    keys.add(key);
  }

  int holds() {
    return holds.get();
  }

  @Override
  public boolean keeps() {
    return true;
  }

  @Override
  public Optional<CachedPicture> find(PictureKey key) {
    if (!keys.contains(key)) {
      return Optional.empty();
    }
    holds.incrementAndGet();
    return Optional.of(new CachedPicture(key, 1, holds::decrementAndGet));
  }

  @Override
  public long bytes() {
    return keys.size();
  }
}
