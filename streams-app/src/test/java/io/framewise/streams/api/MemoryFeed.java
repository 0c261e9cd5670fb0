package io.framewise.streams.api;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.streams.query.FeedHistory;
import io.framewise.streams.query.FeedPartition;
import io.framewise.streams.query.FeedPosition;
import io.framewise.streams.query.FeedTopic;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.OptionalLong;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.KafkaException;

/** The topics of the feed in memory, of one partition each; records can be lost and Kafka away. */
final class MemoryFeed implements FeedHistory {

  /** Where it begins. */
  static final FeedPosition BEGIN =
      FeedPosition.of(
          Map.of(
              new FeedPartition(FeedTopic.EVENTS, 0), 0L,
              new FeedPartition(FeedTopic.ALERTS, 0), 0L));

  /** A record and its place. */
  record Stored(FeedPartition partition, long offset, SpecificRecord value) {}

  private final List<Stored> all = new ArrayList<>();
  private final Map<FeedPartition, Long> ends = new HashMap<>();
  private long begin;
  private boolean away;

  synchronized Stored add(SpecificRecord value) {
    FeedPartition partition =
        new FeedPartition(value instanceof AnalysisEvent ? FeedTopic.EVENTS : FeedTopic.ALERTS, 0);
    long next = ends.merge(partition, 1L, Long::sum);
    Stored stored = new Stored(partition, next - 1, value);
    all.add(stored);
    return stored;
  }

  /** Retention removes the events before an offset. */
  synchronized void removeEventsBefore(long offset) {
    begin = offset;
  }

  synchronized void goAway() {
    away = true;
  }

  private synchronized List<Stored> stored() {
    if (away) {
      throw new KafkaException("no broker answers");
    }
    return List.copyOf(all);
  }

  @Override
  public FeedPosition read(FeedPosition from, Reader reader) throws InterruptedException {
    FeedPosition at = from;
    FeedPartition events = new FeedPartition(FeedTopic.EVENTS, 0);
    long next = at.next(events).orElse(0L);
    if (next < begin) {
      at = at.with(events, begin);
      reader.gap(at, OptionalLong.of(begin - next));
    }
    for (Stored one : stored()) {
      if (!at.isPast(one.partition(), one.offset())) {
        at = at.after(one.partition(), one.offset());
        reader.record(one.partition(), one.offset(), one.value());
      }
    }
    return at;
  }
}
