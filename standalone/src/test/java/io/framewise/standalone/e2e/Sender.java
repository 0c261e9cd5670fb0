package io.framewise.standalone.e2e;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.SourceState;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.contract.serde.AvroSerializer;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.frame.FrameRecords;
import io.framewise.testing.Pictures;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.header.Header;
import org.apache.kafka.common.header.internals.RecordHeader;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/** Writes records as any program may. A method returns when Kafka has the record. */
final class Sender implements AutoCloseable {

  private static final int WIDTH = 96;
  private static final int HEIGHT = 64;

  private final Topics topics;
  private final Topic<Frame> video;
  private final AvroSerializer<Frame> frames;
  private final Topic<SourceStatus> sources;
  private final AvroSerializer<SourceStatus> statuses;
  private final KafkaProducer<String, byte[]> producer;

  Sender(Installation installation) {
    this.topics = installation.topics();
    this.video = topics.frames(Domain.VIDEO);
    this.frames = new AvroSerializer<>(video, installation.registry());
    this.sources = installation.topics().sources();
    this.statuses = new AvroSerializer<>(sources, installation.registry());
    this.producer =
        new KafkaProducer<>(
            installation.kafka().clientConfig(), new StringSerializer(), new ByteArraySerializer());
  }

  /** Any bytes on any topic; key and value may be null. */
  void raw(String topic, String key, byte[] value) throws ExecutionException, InterruptedException {
    producer.send(new ProducerRecord<>(topic, key, value)).get();
  }

  /** A frame of a source in Confluent wire format. */
  void frame(String sourceId, String frameId, Instant capturedAt)
      throws ExecutionException, InterruptedException {
    raw(video.name(), sourceId, frameBytes(sourceId, frameId, capturedAt));
  }

  /** A frame of any domain. */
  void frame(
      Domain domain,
      String sourceId,
      String frameId,
      Instant capturedAt,
      Map<String, String> attributes,
      byte[] picture)
      throws ExecutionException, InterruptedException {
    Frame frame = newFrame(sourceId, frameId, capturedAt);
    frame.setDomain(domain);
    frame.setAttributes(attributes);
    frame.setPixels(ByteBuffer.wrap(picture));
    String topic = topics.frames(domain).name();
    raw(topic, sourceId, frames.serialize(topic, frame));
  }

  /** The same on a partition that is not the key's, as producers with another partitioner do. */
  void frameOn(int partition, String sourceId, String frameId, Instant capturedAt)
      throws ExecutionException, InterruptedException {
    byte[] bytes = frameBytes(sourceId, frameId, capturedAt);
    producer.send(new ProducerRecord<>(video.name(), partition, sourceId, bytes)).get();
  }

  /** A JPEG as it is, with the time in a header. */
  void plainPicture(String sourceId, Instant capturedAt)
      throws ExecutionException, InterruptedException {
    Header header =
        new RecordHeader(
            FrameRecords.CAPTURED_AT, capturedAt.toString().getBytes(StandardCharsets.UTF_8));
    producer
        .send(
            new ProducerRecord<>(
                video.name(), null, sourceId, Pictures.jpeg(WIDTH, HEIGHT), List.of(header)))
        .get();
  }

  /** Says of a source that it runs and has these labels, as its connector does. */
  void status(String sourceId, Map<String, String> labels)
      throws ExecutionException, InterruptedException {
    Instant now = Instant.now();
    SourceStatus status =
        SourceStatus.newBuilder()
            .setSourceId(sourceId)
            .setDomain(Domain.VIDEO)
            .setKind("video")
            .setLabels(labels)
            .setState(SourceState.RUNNING)
            .setCaptured(0)
            .setPublished(0)
            .setRateCapped(0)
            .setShed(0)
            .setDeadLettered(0)
            .setFailed(0)
            .setStartedAt(now)
            .setUpdatedAt(now)
            .build();
    raw(sources.name(), sourceId, statuses.serialize(sources.name(), status));
  }

  byte[] frameBytes(String sourceId, String frameId, Instant capturedAt) {
    return frames.serialize(video.name(), newFrame(sourceId, frameId, capturedAt));
  }

  private static Frame newFrame(String sourceId, String frameId, Instant capturedAt) {
    return Frame.newBuilder()
        .setFrameId(frameId)
        .setSourceId(sourceId)
        .setDomain(Domain.VIDEO)
        .setSequence(0)
        .setCapturedAt(capturedAt)
        .setWidth(WIDTH)
        .setHeight(HEIGHT)
        .setContentType("image/jpeg")
        .setPixels(ByteBuffer.wrap(Pictures.jpeg(WIDTH, HEIGHT)))
        .build();
  }

  @Override
  public void close() {
    producer.close();
  }
}
