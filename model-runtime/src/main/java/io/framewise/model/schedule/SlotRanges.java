package io.framewise.model.schedule;

import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.TreeMap;

/**
 * Which slots of a cache are free. Hands out ranges without gaps, the first that suffices, so that
 * the far end of the cache stays untouched while little is in use.
 */
public final class SlotRanges {

  /** Free ranges: the first slot of each, and how many follow each other from there. */
  private final TreeMap<Integer, Integer> free = new TreeMap<>();

  /** All of so many slots are free. */
  public SlotRanges(int slots) {
    free.put(0, slots);
  }

  /** Takes a range of so many slots, at least one. Returns the first of them. */
  public OptionalInt take(int count) {
    Optional<Map.Entry<Integer, Integer>> range =
        free.entrySet().stream().filter(one -> one.getValue() >= count).findFirst();
    if (range.isEmpty()) {
      return OptionalInt.empty();
    }
    int first = range.get().getKey();
    int size = range.get().getValue();
    free.remove(first);
    if (size > count) {
      free.put(first + count, size - count);
    }
    return OptionalInt.of(first);
  }

  /** Gives back a range, or a part of one, that was taken. */
  public void give(int first, int count) {
    int begin = first;
    int end = first + count;
    Map.Entry<Integer, Integer> before = free.lowerEntry(first);
    if (before != null && before.getKey() + before.getValue() == first) {
      begin = before.getKey();
    }
    Integer after = free.remove(end);
    if (after != null) {
      end += after;
    }
    free.put(begin, end - begin);
  }

  /** Slots that are free. */
  public int free() {
    return free.values().stream().mapToInt(Integer::intValue).sum();
  }
}
