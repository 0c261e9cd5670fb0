package io.framewise.streams.query;

import java.util.Iterator;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * How far the feed of events and alerts was read: of each partition of its topics, the offset of
 * the next record. Written as {@code e0.12-e1.7-a0.3}: a letter for the topic, the partition, and
 * the offset. Immutable.
 */
public final class FeedPosition {

  private static final int LONGEST = 4000;
  private static final Pattern PART = Pattern.compile("([ae])(\\d{1,5})\\.(\\d{1,18})");

  /** Nowhere: nothing was read of any partition. */
  public static final FeedPosition NONE = new FeedPosition(new TreeMap<>());

  private final SortedMap<FeedPartition, Long> next;
  private volatile String text;

  private FeedPosition(SortedMap<FeedPartition, Long> next) {
    this.next = next;
  }

  /** A position with these next offsets. */
  public static FeedPosition of(Map<FeedPartition, Long> next) {
    return new FeedPosition(new TreeMap<>(next));
  }

  /** Reads what {@link #toString()} writes; empty when it is something else. */
  public static Optional<FeedPosition> parse(String text) {
    if (text.length() > LONGEST) {
      return Optional.empty();
    }
    SortedMap<FeedPartition, Long> next = new TreeMap<>();
    for (String part : text.split("-", -1)) {
      Matcher matcher = PART.matcher(part);
      if (!matcher.matches()) {
        return Optional.empty();
      }
      FeedPartition partition =
          new FeedPartition(
              FeedTopic.of(matcher.group(1).charAt(0)), Integer.parseInt(matcher.group(2)));
      next.put(partition, Long.parseLong(matcher.group(3)));
    }
    return Optional.of(new FeedPosition(next));
  }

  /** The offset of the next record of a partition; empty when none of it was read. */
  public Optional<Long> next(FeedPartition partition) {
    return Optional.ofNullable(next.get(partition));
  }

  /** The next offsets. */
  public Map<FeedPartition, Long> all() {
    return new TreeMap<>(next);
  }

  /** Whether a record was read already. */
  public boolean isPast(FeedPartition partition, long offset) {
    return next.getOrDefault(partition, 0L) > offset;
  }

  /** The position after a record was read too. */
  public FeedPosition after(FeedPartition partition, long offset) {
    return with(partition, offset + 1);
  }

  /** The position with another next offset of one partition. */
  public FeedPosition with(FeedPartition partition, long offset) {
    SortedMap<FeedPartition, Long> moved = new TreeMap<>(next);
    moved.put(partition, offset);
    return new FeedPosition(moved);
  }

  /** This position, with the next offsets of another one for the partitions that it lacks. */
  public FeedPosition orElse(FeedPosition other) {
    SortedMap<FeedPartition, Long> merged = new TreeMap<>(other.next);
    merged.putAll(next);
    return new FeedPosition(merged);
  }

  /** Whether everything was read that was read at another position. */
  public boolean hasReached(FeedPosition other) {
    return other.next.entrySet().stream()
        .allMatch(there -> next.getOrDefault(there.getKey(), 0L) >= there.getValue());
  }

  @Override
  public boolean equals(Object other) {
    return other == this || (other instanceof FeedPosition position && position.next.equals(next));
  }

  @Override
  public int hashCode() {
    return next.hashCode();
  }

  @Override
  public String toString() {
    if (text == null) {
      StringBuilder written = new StringBuilder();
      Iterator<Map.Entry<FeedPartition, Long>> entries = next.entrySet().iterator();
      while (entries.hasNext()) {
        Map.Entry<FeedPartition, Long> entry = entries.next();
        written.append(entry.getKey()).append('.').append(entry.getValue());
        written.append(entries.hasNext() ? "-" : "");
      }
      text = written.toString();
    }
    return text;
  }
}
