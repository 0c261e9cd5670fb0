package io.framewise.streams.window;

import io.framewise.platform.topic.RecordPlace;
import io.framewise.streams.ingest.ArrivedFrame;
import io.framewise.streams.state.SeenNumbers;
import io.framewise.streams.store.KeyedState;
import io.framewise.streams.store.Keys;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;

/**
 * Which frames were seen recently, by their ids. The id of a plain picture is its place on the
 * topic; it is unique and not remembered. Ids that end with a number are kept as blocks of bits in
 * memory. Ids without a number, and those of a source that keeps beginning new blocks, are kept one
 * by one on disk. Confined to the task's thread.
 */
final class SeenFrames {

  /** The most blocks of a source. Ten minutes at 25 frames a second take fifteen. */
  static final int MOST_BLOCKS = 64;

  private final KeyedState<SeenNumbers> blocks;
  private final Memory ids;
  private final long memoryMs;

  /** How many blocks each source has. */
  private final Map<String, Integer> counts = new HashMap<>();

  /** For each source with ids on disk, when the last of them was written. */
  private final Map<String, Long> lastIds = new HashMap<>();

  SeenFrames(KeyedState<SeenNumbers> blocks, Memory ids, Duration memory, long nowMs) {
    this.blocks = blocks;
    this.ids = ids;
    this.memoryMs = memory.toMillis();
    blocks.keys().forEach(key -> count(key, 1));
    ids.newest(nowMs)
        .forEach((key, keptMs) -> lastIds.merge(Keys.sourceId(key), keptMs, Math::max));
  }

  /** Whether a frame is seen for the first time; also remembers it. */
  boolean isNew(String sourceId, ArrivedFrame frame, long nowMs) {
    String frameId = frame.header().getFrameId();
    if (frameId.equals(RecordPlace.of(frame.reference()).toString())) {
      return true;
    }
    NumberedId numbered = NumberedId.of(frameId).orElse(null);
    if (numbered == null) {
      return isNewId(sourceId, frameId, nowMs);
    }
    String key = numbered.blockKey(sourceId);
    SeenNumbers block = blocks.get(key);
    boolean isKnown = block != null && !isOld(block, nowMs);
    if ((isKnown && has(block, numbered.index()))
        || (hasIds(sourceId, nowMs) && ids.holds(Keys.of(sourceId, frameId), nowMs))) {
      return false;
    }
    if (block == null && counts.getOrDefault(sourceId, 0) >= MOST_BLOCKS) {
      keepId(sourceId, frameId, nowMs);
      return true;
    }
    if (!isKnown) {
      if (block == null) {
        count(key, 1);
      }
      block = new SeenNumbers(nowMs, ByteBuffer.allocate(NumberedId.BLOCK / Byte.SIZE));
    }
    add(block, numbered.index());
    block.setLastMs(nowMs);
    blocks.put(key, block);
    return true;
  }

  private boolean isNewId(String sourceId, String frameId, long nowMs) {
    if (ids.holds(Keys.of(sourceId, frameId), nowMs)) {
      return false;
    }
    keepId(sourceId, frameId, nowMs);
    return true;
  }

  private void keepId(String sourceId, String frameId, long nowMs) {
    ids.keep(Keys.of(sourceId, frameId), nowMs);
    lastIds.put(sourceId, nowMs);
  }

  /** Whether a source may have ids on disk, as those that an earlier release wrote. */
  private boolean hasIds(String sourceId, long nowMs) {
    Long last = lastIds.get(sourceId);
    return last != null && nowMs - last <= memoryMs;
  }

  /** Forgets what is old. */
  void trim(long nowMs) {
    for (String key : blocks.keys()) {
      if (isOld(blocks.get(key), nowMs)) {
        blocks.delete(key);
        count(key, -1);
      }
    }
    lastIds.values().removeIf(lastMs -> nowMs - lastMs > memoryMs);
  }

  private boolean isOld(SeenNumbers block, long nowMs) {
    return nowMs - block.getLastMs() > memoryMs;
  }

  private void count(String key, int by) {
    counts.merge(
        Keys.sourceId(key), by, (one, two) -> one + two == 0 ? null : Integer.valueOf(one + two));
  }

  private static boolean has(SeenNumbers block, int number) {
    return ((block.getBits().get(number / Byte.SIZE) >> (number % Byte.SIZE)) & 1) == 1;
  }

  private static void add(SeenNumbers block, int number) {
    ByteBuffer bits = block.getBits();
    int index = number / Byte.SIZE;
    bits.put(index, (byte) (bits.get(index) | (1 << (number % Byte.SIZE))));
  }
}
