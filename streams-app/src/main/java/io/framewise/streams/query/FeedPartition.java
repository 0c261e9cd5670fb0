package io.framewise.streams.query;

import java.util.Comparator;

/**
 * A partition of a topic of the feed.
 *
 * @param topic the topic
 * @param partition the number of the partition
 */
public record FeedPartition(FeedTopic topic, int partition) implements Comparable<FeedPartition> {

  private static final Comparator<FeedPartition> ORDER =
      Comparator.comparing(FeedPartition::topic).thenComparing(FeedPartition::partition);

  @Override
  public int compareTo(FeedPartition other) {
    return ORDER.compare(this, other);
  }

  @Override
  public String toString() {
    return "" + topic.letter() + partition;
  }
}
