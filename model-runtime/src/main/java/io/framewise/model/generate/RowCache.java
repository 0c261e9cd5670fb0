package io.framewise.model.generate;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.engine.CachedPicture;
import io.framewise.model.engine.PictureCache;
import io.framewise.model.engine.PictureKey;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Visual rows of pictures, where the vision tower left them. Any thread may find a picture and let
 * go of it; only the engine's thread keeps, reads and closes, so that tensors are freed by nobody
 * else. What is held is not given up: where too much of it is held, nothing new is kept.
 */
final class RowCache implements PictureCache, AutoCloseable {

  private static final float LOAD_FACTOR = 0.75f;
  private static final int FIRST_ENTRIES = 16;

  private final long most;
  private final PtNDManager manager;

  /** The entry that was not used for longest first. */
  private final Map<PictureKey, Entry> entries =
      new LinkedHashMap<>(FIRST_ENTRIES, LOAD_FACTOR, true);

  private long bytes;

  /** The rows of one picture. */
  private static final class Entry {

    private final NDArray rows;
    private final int tiles;
    private final long bytes;
    private int holds;

    Entry(NDArray rows, int tiles, long bytes) {
      this.rows = rows;
      this.tiles = tiles;
      this.bytes = bytes;
    }
  }

  /**
   * An empty cache.
   *
   * @param most bytes at most; 0 for one that keeps nothing
   * @param manager owner of what is kept; closed with this
   */
  RowCache(long most, PtNDManager manager) {
    this.most = most;
    this.manager = manager;
  }

  @Override
  public boolean keeps() {
    return most > 0;
  }

  @Override
  public synchronized Optional<CachedPicture> find(PictureKey key) {
    Entry entry = entries.get(key);
    if (entry == null) {
      return Optional.empty();
    }
    entry.holds++;
    return Optional.of(new CachedPicture(key, entry.tiles, () -> release(entry)));
  }

  private synchronized void release(Entry entry) {
    entry.holds--;
  }

  /** Rows of a picture, [visual tokens, width]; they stay the cache's. */
  synchronized Optional<NDArray> rows(PictureKey key) {
    return Optional.ofNullable(entries.get(key)).map(entry -> entry.rows);
  }

  /** Keeps rows if there is room, or can be made; they belong to the cache then. */
  synchronized void keep(PictureKey key, int tiles, NDArray rows) {
    long size = rows.size() * rows.getDataType().getNumOfBytes();
    if (entries.containsKey(key) || held() + size > most) {
      return;
    }
    Iterator<Entry> oldest = entries.values().iterator();
    while (bytes + size > most) {
      Entry entry = oldest.next();
      if (entry.holds == 0) {
        oldest.remove();
        bytes -= entry.bytes;
        entry.rows.close();
      }
    }
    rows.attach(manager);
    entries.put(key, new Entry(rows, tiles, size));
    bytes += size;
  }

  private long held() {
    return entries.values().stream()
        .filter(entry -> entry.holds > 0)
        .mapToLong(entry -> entry.bytes)
        .sum();
  }

  @Override
  public synchronized long bytes() {
    return bytes;
  }

  /** Frees everything, whoever holds it. */
  @Override
  public synchronized void close() {
    entries.clear();
    bytes = 0;
    manager.close();
  }
}
