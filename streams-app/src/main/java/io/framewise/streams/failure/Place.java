package io.framewise.streams.failure;

import java.util.Comparator;

/** Where a record lies. Ordered by offset within a partition. */
record Place(String topic, int partition, long offset) implements Comparable<Place> {

  private static final Comparator<Place> ORDER =
      Comparator.comparing(Place::topic)
          .thenComparingInt(Place::partition)
          .thenComparingLong(Place::offset);

  /** The partition that it is in, as text. */
  String log() {
    return topic + "-" + partition;
  }

  @Override
  public int compareTo(Place other) {
    return ORDER.compare(this, other);
  }
}
