package io.framewise.standalone.chaos;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.serde.AvroSerializer;
import io.framewise.testing.Pictures;
import java.awt.Color;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Future;
import java.util.function.UnaryOperator;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Writes to the video topic without waiting for answers; what a broker does not take now is sent
 * again, for ten minutes. One thread sends.
 */
final class FrameSender implements AutoCloseable {

  private static final int PATIENCE_MS = Math.toIntExact(Duration.ofMinutes(10).toMillis());

  /** Room for the frames of two minutes without a broker. */
  private static final long OUTAGE_BYTES = 128L * 1024 * 1024;

  private static final int SIDE = 16;

  private final String topic;
  private final AvroSerializer<Frame> serializer;
  private final KafkaProducer<String, byte[]> producer;
  private final ConcurrentLinkedQueue<Exception> failures = new ConcurrentLinkedQueue<>();
  private final byte[] bright = Pictures.jpeg(SIDE, SIDE, Color.WHITE);
  private final byte[] dark = Pictures.jpeg(SIDE, SIDE, Color.BLACK);
  private volatile UnaryOperator<byte[]> encoding = bytes -> bytes;

  FrameSender(Site site) {
    this.topic = site.frames();
    this.serializer = new AvroSerializer<>(site.topics().frames(Domain.VIDEO), site.registry());
    Map<String, Object> config = site.kafka().clientConfig();
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, OUTAGE_BYTES);
    this.producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  /** From now on good frames are written as {@code encoding} makes them. Any thread. */
  void encode(UnaryOperator<byte[]> encoding) {
    this.encoding = encoding;
  }

  void send(String sourceId, String frameId, long capturedAtMs) {
    send(sourceId, encoding.apply(frame(sourceId, frameId, capturedAtMs)));
  }

  /** Any bytes; key and value may be null. */
  void send(String key, byte[] value) {
    Future<RecordMetadata> unused = // the callback tells
        producer.send(
            new ProducerRecord<>(topic, key, value),
            (metadata, failure) -> {
              if (failure != null) {
                failures.add(failure);
              }
            });
  }

  /** Whether the picture of a frame is white, or else black. */
  static boolean isBright(String frameId) {
    return frameId.hashCode() % 2 == 0;
  }

  /** A frame in Confluent wire format. */
  byte[] frame(String sourceId, String frameId, long capturedAtMs) {
    Frame frame =
        Frame.newBuilder()
            .setFrameId(frameId)
            .setSourceId(sourceId)
            .setDomain(Domain.VIDEO)
            .setSequence(0)
            .setCapturedAt(Instant.ofEpochMilli(capturedAtMs))
            .setWidth(SIDE)
            .setHeight(SIDE)
            .setContentType("image/jpeg")
            .setPixels(ByteBuffer.wrap(isBright(frameId) ? bright : dark))
            .build();
    return serializer.serialize(topic, frame);
  }

  /** Returns when Kafka has everything. */
  void flush() throws Exception {
    producer.flush();
    if (!failures.isEmpty()) {
      throw failures.peek();
    }
  }

  @Override
  public void close() {
    producer.close(Duration.ZERO);
  }
}
