package io.framewise.model.worker;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Items that wait, whose sources take turns: one that has many waiting holds up another no longer
 * than for one of its own. The items of a source keep their order. Not safe for several threads.
 */
final class SourceTurns<T> {

  private final Map<String, Deque<T>> bySource = new HashMap<>();
  private final Deque<String> turns = new ArrayDeque<>();

  /** Appends an item to those of its source. */
  void add(String source, T item) {
    of(source, false).add(item);
  }

  /** Puts an item in front of all others. */
  void addFirst(String source, T item) {
    turns.remove(source);
    of(source, true).addFirst(item);
  }

  private Deque<T> of(String source, boolean first) {
    Deque<T> items = bySource.computeIfAbsent(source, key -> new ArrayDeque<>());
    if (first) {
      turns.addFirst(source);
    } else if (items.isEmpty()) {
      turns.add(source);
    }
    return items;
  }

  boolean isEmpty() {
    return turns.isEmpty();
  }

  /** Items of all sources. */
  int size() {
    return bySource.values().stream().mapToInt(Deque::size).sum();
  }

  /** The item whose turn it is; null when there is none. */
  T peek() {
    return isEmpty() ? null : bySource.get(turns.peek()).peek();
  }

  /** Takes out the item whose turn it is. */
  T remove() {
    String source = turns.remove();
    Deque<T> items = bySource.get(source);
    T item = items.remove();
    if (items.isEmpty()) {
      bySource.remove(source);
    } else {
      turns.add(source);
    }
    return item;
  }

  /** Takes out everything, in the order of the turns. */
  List<T> drain() {
    List<T> all = new ArrayList<>();
    while (!isEmpty()) {
      all.add(remove());
    }
    return all;
  }
}
