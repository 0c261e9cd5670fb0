package io.framewise.standalone.chaos;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.serde.AvroSerializer;
import io.framewise.testing.Pictures;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;

/**
 * Many cameras with ten frames a second each, in order of capture, sent without waiting for
 * answers: what a broker does not take now is sent again. Keeps what was sent, for a recomputation
 * of what must come of it. Capture times are spread within their tenth of a second by a random
 * number with a fixed seed.
 */
final class Cameras implements AutoCloseable {

  private static final int TICK_MS = 100;
  private static final long FIRST_CAPTURE_MS =
      Instant.parse("2026-01-31T10:00:00Z").toEpochMilli();
  private static final int PATIENCE_MS = Math.toIntExact(Duration.ofMinutes(10).toMillis());
  private static final long END_GAP_MS = 60_000;
  private static final int SIDE = 16;

  private final String topic;
  private final AvroSerializer<Frame> serializer;
  private final KafkaProducer<String, byte[]> producer;
  private final List<String> sourceIds = new ArrayList<>();
  private final List<SentFrame> sent = new ArrayList<>();
  private final AtomicLong count = new AtomicLong();
  private final ConcurrentLinkedQueue<Exception> failures = new ConcurrentLinkedQueue<>();
  private final ByteBuffer picture =
      ByteBuffer.wrap(Pictures.jpeg(SIDE, SIDE));
  private final Random random = new Random(5);
  private final ScheduledExecutorService clock =
      Executors.newSingleThreadScheduledExecutor(task -> new Thread(task, "cameras"));
  private long tick;

  Cameras(Site site, int sources) {
    this.topic = site.frames();
    this.serializer = new AvroSerializer<>(site.topics().frames(Domain.VIDEO), site.registry());
    Map<String, Object> config = site.kafka().clientConfig();
    config.put(ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, PATIENCE_MS);
    config.put(ProducerConfig.MAX_BLOCK_MS_CONFIG, PATIENCE_MS);
    this.producer =
        new KafkaProducer<>(config, new StringSerializer(), new ByteArraySerializer());
    for (int i = 0; i < sources; i++) {
      sourceIds.add("camera-" + i);
    }
  }

  void start() {
    clock.scheduleAtFixedRate(this::tick, 0, TICK_MS, TimeUnit.MILLISECONDS);
  }

  /** How many frames were handed to Kafka's client so far. */
  long count() {
    return count.get();
  }

  /**
   * Ends the stream with one frame of each source far behind the others, which closes all windows
   * before it, and returns when Kafka has everything.
   */
  List<SentFrame> finish() throws Exception {
    clock.shutdown();
    if (!clock.awaitTermination(PATIENCE_MS, TimeUnit.MILLISECONDS)) {
      throw new IllegalStateException("the cameras do not stop");
    }
    for (String sourceId : sourceIds) {
      send(sourceId, FIRST_CAPTURE_MS + tick * TICK_MS + END_GAP_MS);
    }
    producer.flush();
    if (!failures.isEmpty()) {
      throw failures.peek();
    }
    return List.copyOf(sent);
  }

  private void tick() {
    try {
      for (String sourceId : sourceIds) {
        send(sourceId, FIRST_CAPTURE_MS + tick * TICK_MS + random.nextInt(TICK_MS));
      }
      tick++;
    } catch (RuntimeException e) {
      failures.add(e);
      throw e;
    }
  }

  private void send(String sourceId, long capturedAtMs) {
    String frameId = sourceId + "-" + capturedAtMs;
    Frame frame =
        Frame.newBuilder()
            .setFrameId(frameId)
            .setSourceId(sourceId)
            .setDomain(Domain.VIDEO)
            .setSequence(tick)
            .setCapturedAt(Instant.ofEpochMilli(capturedAtMs))
            .setWidth(SIDE)
            .setHeight(SIDE)
            .setContentType("image/jpeg")
            .setPixels(picture.duplicate())
            .build();
    sent.add(new SentFrame(sourceId, frameId, capturedAtMs, System.currentTimeMillis()));
    producer.send(
        new ProducerRecord<>(topic, sourceId, serializer.serialize(topic, frame)),
        (metadata, failure) -> {
          if (failure != null) {
            failures.add(failure);
          }
        });
    count.incrementAndGet();
  }

  @Override
  public void close() {
    clock.shutdownNow();
    producer.close(Duration.ZERO);
  }
}
