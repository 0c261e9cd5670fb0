package io.framewise.lab.pipeline;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.serde.AvroSerializer;
import io.framewise.contract.topic.Topic;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Cameras that send frames the way the connectors do: one record a batch, uncompressed. One thread
 * sends.
 */
public final class Cameras implements AutoCloseable {

  private static final int PICTURES = 8;
  private static final long BUFFER_BYTES = 64L * 1024 * 1024;

  private final byte[][] pictures;
  private final Topic<Frame> topic;
  private final AvroSerializer<Frame> serializer;
  private final KafkaProducer<String, byte[]> producer;
  private final Map<Integer, Long> sequences = new HashMap<>();
  private final AtomicReference<Exception> failure = new AtomicReference<>();
  private long sentBytes;

  /** Cameras of a pipeline whose pictures are of about {@code bytes} bytes. */
  public Cameras(Pipeline pipeline, int bytes) {
    this.pictures = Jpegs.ofAbout(bytes, PICTURES);
    this.topic = pipeline.kafka().topics().frames(Domain.VIDEO);
    this.serializer = new AvroSerializer<>(topic, pipeline.registry());
    Map<String, Object> config = pipeline.kafka().clientConfig();
    config.put(ProducerConfig.ACKS_CONFIG, "all");
    config.put(ProducerConfig.BATCH_SIZE_CONFIG, 0);
    config.put(ProducerConfig.LINGER_MS_CONFIG, 0);
    config.put(ProducerConfig.BUFFER_MEMORY_CONFIG, BUFFER_BYTES);
    this.producer = new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
  }

  /** Name of a camera. */
  public static String id(int camera) {
    return "camera-%04d".formatted(camera);
  }

  /** Sends a camera's next frame; {@code onAcknowledged} runs when the broker has it. */
  public void send(int camera, long capturedAtMs, Runnable onAcknowledged) {
    long sequence = sequences.merge(camera, 1L, Long::sum) - 1;
    byte[] picture = pictures[(int) ((camera + sequence) % pictures.length)];
    Frame frame =
        Frame.newBuilder()
            .setFrameId(id(camera) + "-" + sequence)
            .setSourceId(id(camera))
            .setDomain(Domain.VIDEO)
            .setSequence(sequence)
            .setCapturedAt(Instant.ofEpochMilli(capturedAtMs))
            .setWidth(1280)
            .setHeight(720)
            .setContentType("image/jpeg")
            .setPixels(ByteBuffer.wrap(picture))
            .build();
    byte[] value = serializer.serialize(topic.name(), frame);
    sentBytes += value.length;
    var unused = // the callback tells
        producer.send(
            new ProducerRecord<>(topic.name(), id(camera), value),
            (metadata, e) -> {
              failure.compareAndSet(null, e);
              onAcknowledged.run();
            });
  }

  /**
   * Waits until the broker has everything.
   *
   * @throws IllegalStateException when it refused something
   */
  public void flush() {
    producer.flush();
    if (failure.get() != null) {
      throw new IllegalStateException("a frame could not be sent", failure.get());
    }
  }

  /** Frames that were sent. */
  long sent() {
    return sequences.values().stream().mapToLong(Long::longValue).sum();
  }

  /** Their bytes, as the records' values. */
  long sentBytes() {
    return sentBytes;
  }

  @Override
  public void close() {
    producer.close();
  }
}
