package io.framewise.platform.frame;

import io.framewise.contract.avro.FrameHeader;
import io.framewise.contract.avro.FrameRef;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.topic.RecordPlace;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.Consumer;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.consumer.OffsetOutOfRangeException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.StringDeserializer;

/**
 * Reads frames by reference. A fetch asks for one byte, which makes the broker send exactly one
 * record batch: the frame's own, since producers of frames do not linger.
 *
 * <p>Has a consumer of its own, without a group. Methods are synchronized: one fetch at a time.
 */
public final class FrameReader implements AutoCloseable {

  private final FrameRecords records;
  private final Duration limit;
  private final Consumer<String, byte[]> consumer;

  /**
   * A reader with its own connection.
   *
   * @param limit how long one frame may take to arrive
   */
  public FrameReader(KafkaSettings kafka, FrameRecords records, Duration limit) {
    this(consumer(kafka), records, limit);
  }

  FrameReader(Consumer<String, byte[]> consumer, FrameRecords records, Duration limit) {
    this.records = records;
    this.limit = limit;
    this.consumer = consumer;
  }

  private static Consumer<String, byte[]> consumer(KafkaSettings kafka) {
    Map<String, Object> config = kafka.clientConfig();
    config.put(ConsumerConfig.MAX_PARTITION_FETCH_BYTES_CONFIG, 1);
    config.put(ConsumerConfig.MAX_POLL_RECORDS_CONFIG, 1);
    config.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "none");
    config.put(ConsumerConfig.ENABLE_AUTO_COMMIT_CONFIG, false);
    config.put(ConsumerConfig.ALLOW_AUTO_CREATE_TOPICS_CONFIG, false);
    return new KafkaConsumer<>(config, new StringDeserializer(), new ByteArrayDeserializer());
  }

  /** Reads frames one after the other, in the order of the references. */
  public List<FrameLookup> read(List<FrameRef> refs) {
    List<FrameLookup> lookups = new ArrayList<>();
    for (FrameRef ref : refs) {
      lookups.add(read(ref));
    }
    return lookups;
  }

  /**
   * Reads one frame.
   *
   * @throws TimeoutException when the broker does not deliver within the limit; trying again later
   *     may succeed
   */
  public synchronized FrameLookup read(FrameRef ref) {
    FrameLookup lookup = lookup(ref);
    return lookup instanceof FrameLookup.Found found
            && !found.frame().getFrameId().equals(ref.getFrameId())
        ? new FrameLookup.Gone(ref, "another frame lies there")
        : lookup;
  }

  /**
   * Reads the frame at a reference's place, whatever its id; otherwise as {@link #read(FrameRef)}.
   * Anybody may have made up the place: the broker is asked where the topic ends first, as it would
   * wait for a record that is yet to come.
   */
  public synchronized FrameLookup readAt(FrameRef ref) {
    TopicPartition partition = partition(ref);
    long end = consumer.endOffsets(List.of(partition), limit).get(partition);
    return ref.getOffset() < end
        ? lookup(ref)
        : new FrameLookup.Gone(ref, "nothing has been written there yet");
  }

  private FrameLookup lookup(FrameRef ref) {
    try {
      return lookup(ref, fetch(ref));
    } catch (OffsetOutOfRangeException e) {
      return new FrameLookup.Gone(ref, "retention has removed it");
    } catch (BadFrameException e) {
      return new FrameLookup.Gone(ref, e.getMessage());
    }
  }

  /**
   * Reads what one frame's record says of the picture and leaves the pixels; empty when the frame
   * is not there any more, or something else is.
   *
   * @throws TimeoutException as of {@link #read(FrameRef)}
   */
  public synchronized Optional<FrameHeader> readHeader(FrameRef ref) {
    try {
      return Optional.of(fetch(ref))
          .filter(found -> found.offset() == ref.getOffset())
          .map(records::header)
          .filter(header -> header.getFrameId().equals(ref.getFrameId()));
    } catch (OffsetOutOfRangeException | BadFrameException e) {
      return Optional.empty();
    }
  }

  private ConsumerRecord<String, byte[]> fetch(FrameRef ref) {
    TopicPartition partition = partition(ref);
    consumer.assign(List.of(partition));
    consumer.seek(partition, ref.getOffset());
    return poll(partition, ref.getOffset());
  }

  private static TopicPartition partition(FrameRef ref) {
    return new TopicPartition(ref.getTopic(), ref.getPartition());
  }

  private ConsumerRecord<String, byte[]> poll(TopicPartition partition, long offset) {
    long deadline = System.nanoTime() + limit.toNanos();
    while (System.nanoTime() < deadline) {
      List<ConsumerRecord<String, byte[]>> batch =
          consumer.poll(Duration.ofMillis(100)).records(partition);
      if (!batch.isEmpty()) {
        return batch.get(0);
      }
    }
    throw new TimeoutException(
        "frame at "
            + new RecordPlace(partition, offset)
            + " did not arrive within "
            + limit.toMillis()
            + " ms");
  }

  private FrameLookup lookup(FrameRef ref, ConsumerRecord<String, byte[]> found) {
    if (found.offset() != ref.getOffset()) {
      return new FrameLookup.Gone(ref, "retention has removed it");
    }
    return new FrameLookup.Found(records.frame(found));
  }

  @Override
  public synchronized void close() {
    consumer.close();
  }
}
