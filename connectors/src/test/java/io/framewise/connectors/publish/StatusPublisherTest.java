package io.framewise.connectors.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framewise.connectors.settings.PublisherSettings;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topics;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.kafka.clients.producer.Callback;
import org.apache.kafka.clients.producer.MockProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.clients.producer.RecordMetadata;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;

/** Of each source one status is under way at once, whatever became of those before. */
final class StatusPublisherTest {

  private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
  private static final int REFUSALS = 5;

  private final Refusing producer = new Refusing();
  private final TrackedSource source =
      new TrackedSource("cam", Domain.VIDEO, "video", Map.of(), InstantSource.fixed(NOW));

  @Test
  void shouldHaveOneStatusUnderWayWhenSomeWereRefused() {
    PublisherSettings settings =
        new PublisherSettings(
            1, 1000, Duration.ofSeconds(1), Duration.ofMillis(1), Duration.ofMillis(200));
    StatusPublisher publisher =
        new StatusPublisher(
            new RecordSender(producer, Duration.ZERO),
            new RecordWriter(
                new Topics("test."), SchemaRegistry.inMemory(), Clock.fixed(NOW, ZoneOffset.UTC)),
            settings);
    publisher.start();
    publisher.add(source);

    await().until(() -> producer.asked.get() == REFUSALS + 1);
    publisher.close(); // publishes a last one, if it finds room

    assertThat(producer.history()).hasSize(1);
    assertThat(producer.asked).hasValue(REFUSALS + 1);
  }

  /** Refuses the first records, in both ways that Kafka has, and acknowledges none. */
  private static final class Refusing extends MockProducer<String, byte[]> {

    private final AtomicInteger asked = new AtomicInteger();

    Refusing() {
      super(false, null, new StringSerializer(), new ByteArraySerializer());
    }

    @Override
    public synchronized Future<RecordMetadata> send(
        ProducerRecord<String, byte[]> record, Callback callback) {
      int number = asked.incrementAndGet();
      if (number > REFUSALS) {
        return super.send(record, callback);
      }
      if (number % 2 == 0) {
        callback.onCompletion(null, new KafkaException("refused"));
        return CompletableFuture.failedFuture(new KafkaException("refused"));
      }
      throw new KafkaException("refused");
    }
  }
}
