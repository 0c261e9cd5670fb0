package io.framewise.platform.topic;

import io.framewise.contract.avro.FrameRef;
import java.util.Collection;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.TopicPartition;

/** Where a record lies, as the API and the dead letters write it: topic-partition@offset. */
public record RecordPlace(TopicPartition partition, long offset) {

  private static final Pattern WRITTEN = Pattern.compile("(.{1,300})-(\\d{1,6})@(\\d{1,18})");

  /** The place of an offset in a partition of a topic. */
  public static RecordPlace of(String topic, int partition, long offset) {
    return new RecordPlace(new TopicPartition(topic, partition), offset);
  }

  /** Where {@code record} lies. */
  public static RecordPlace of(ConsumerRecord<?, ?> record) {
    return of(record.topic(), record.partition(), record.offset());
  }

  /** Where a record lies that was written. */
  public static RecordPlace of(RecordMetadata written) {
    return of(written.topic(), written.partition(), written.offset());
  }

  /** Where the frame lies that {@code ref} points to. */
  public static RecordPlace of(FrameRef ref) {
    return of(ref.getTopic(), ref.getPartition(), ref.getOffset());
  }

  /** The place that {@code text} names, when it is on one of {@code topics}. */
  public static Optional<RecordPlace> find(String text, Collection<String> topics) {
    Matcher parts = WRITTEN.matcher(text);
    if (!parts.matches() || !topics.contains(parts.group(1))) {
      return Optional.empty();
    }
    TopicPartition partition = new TopicPartition(parts.group(1), Integer.parseInt(parts.group(2)));
    return Optional.of(new RecordPlace(partition, Long.parseLong(parts.group(3))));
  }

  @Override
  public String toString() {
    return partition + "@" + offset;
  }
}
