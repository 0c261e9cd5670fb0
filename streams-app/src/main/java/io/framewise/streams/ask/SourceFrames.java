package io.framewise.streams.ask;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.frame.BadFrameException;
import io.framewise.platform.frame.FrameRecords;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.platform.topic.PlainErrors;
import io.framewise.platform.topic.TopicScan;
import io.framewise.streams.ingest.ArrivedFrame;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.utils.Utils;

/** The frames of one source that lie on their topic: headers and references, no pixels. */
public final class SourceFrames {

  private static final int MAX_FRAMES = 200_000;

  /** The clock of a source may be ahead of that of whoever writes its frames. */
  private static final Duration CLOCKS_APART = Duration.ofMinutes(10);

  private final KafkaSettings kafka;
  private final Topics topics;
  private final FrameRecords records;

  /** Frames on the topics that {@code kafka} names. */
  public SourceFrames(KafkaSettings kafka, SchemaRegistry registry) {
    this.kafka = kafka;
    this.topics = kafka.topics();
    this.records = new FrameRecords(topics, registry);
  }

  /**
   * The frames that came since {@code from}, in the order of their coming; what is no frame is left
   * out, as the topology leaves it out. The partition of the source's id is read first, and the
   * others only when it has none: producers may choose partitions in their own way, but pixels of
   * other sources have to be read over.
   *
   * @throws UserError when broker, topic or registry is not there, or there are too many frames
   */
  public List<ArrivedFrame> since(Instant from, String sourceId, Domain domain) {
    return PlainErrors.explain(
        kafka,
        () -> {
          try (TopicScan scan = new TopicScan(kafka, topics.frames(domain).name())) {
            List<TopicPartition> all = scan.partitions();
            int own = ownPartition(sourceId, all.size());
            List<ArrivedFrame> found = read(scan, from, sourceId, all, it -> it == own);
            return found.isEmpty() ? read(scan, from, sourceId, all, it -> it != own) : found;
          }
        });
  }

  /**
   * The frames that were captured from {@code from} until before {@code to}, in the order of their
   * coming.
   *
   * @throws UserError when broker, topic or registry is not there, or there are too many frames
   */
  public List<ArrivedFrame> capturedBetween(
      Instant from, Instant to, String sourceId, Domain domain) {
    return since(from.minus(CLOCKS_APART), sourceId, domain).stream()
        .filter(frame -> !frame.header().getCapturedAt().isBefore(from))
        .filter(frame -> frame.header().getCapturedAt().isBefore(to))
        .toList();
  }

  /** The partition that Kafka's own producers choose for a key. */
  private static int ownPartition(String sourceId, int partitions) {
    return Utils.toPositive(Utils.murmur2(sourceId.getBytes(StandardCharsets.UTF_8))) % partitions;
  }

  private List<ArrivedFrame> read(
      TopicScan scan,
      Instant from,
      String sourceId,
      List<TopicPartition> partitions,
      Predicate<Integer> wanted) {
    List<ArrivedFrame> frames = new ArrayList<>();
    scan.readSince(
        from,
        partitions.stream().filter(partition -> wanted.test(partition.partition())).toList(),
        record -> {
          if (sourceId.equals(record.key())) {
            take(record, frames);
          }
        });
    return frames;
  }

  private void take(ConsumerRecord<String, byte[]> record, List<ArrivedFrame> frames) {
    if (frames.size() == MAX_FRAMES) {
      throw new UserError(
          "more than " + MAX_FRAMES + " frames of " + record.key() + " came in that time",
          "look back less far");
    }
    try {
      frames.add(ArrivedFrame.of(records, record));
    } catch (BadFrameException e) {
      // Its dead letter, which the topology writes, says so.
      return;
    }
  }
}
