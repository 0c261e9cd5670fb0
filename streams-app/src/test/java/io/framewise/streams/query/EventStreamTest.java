package io.framewise.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnalysisEvent;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.MockConsumer;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.RecordDeserializationException;
import org.apache.kafka.common.errors.RecordDeserializationException.DeserializationExceptionOrigin;
import org.apache.kafka.common.errors.SerializationException;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.common.record.TimestampType;
import org.junit.jupiter.api.Test;

class EventStreamTest {

  private static final TopicPartition EVENTS = new TopicPartition("events", 0);

  private final MockConsumer<String, AnalysisEvent> consumer = new MockConsumer<>("earliest");
  private final BlockingQueue<String> told = new LinkedBlockingQueue<>();

  EventStreamTest() {
    consumer.assign(List.of(EVENTS));
    consumer.updateBeginningOffsets(Map.of(EVENTS, 0L));
    consumer.addRecord(event(0, "first"));
    consumer.addRecord(event(1, "second"));
  }

  @Test
  void shouldGoPastARecordThatIsNoEvent() throws InterruptedException {
    consumer.setPollException(undecodable(0));

    assertThat(firstTold(event -> told.add(event.getEventId()))).isEqualTo("second");
  }

  @Test
  void shouldReadOnFromTheSamePlaceWhenKafkaFailed() throws InterruptedException {
    consumer.setPollException(new KafkaException("a broker went away"));

    assertThat(firstTold(event -> told.add(event.getEventId()))).isEqualTo("first");
  }

  @Test
  void shouldTellTheNextEventWhenTheListenerFailedAtOne() throws InterruptedException {
    Consumer<AnalysisEvent> listener =
        event -> {
          if ("first".equals(event.getEventId())) {
            throw new IllegalStateException("no room");
          }
          told.add(event.getEventId());
        };

    assertThat(firstTold(listener)).isEqualTo("second");
  }

  private String firstTold(Consumer<AnalysisEvent> listener) throws InterruptedException {
    try (EventStream<AnalysisEvent> stream =
        EventStream.follow(consumer, (place, value) -> listener.accept(value))) {
      assertThat(stream).isNotNull();
      return told.poll(20, TimeUnit.SECONDS);
    }
  }

  private static ConsumerRecord<String, AnalysisEvent> event(long offset, String id) {
    AnalysisEvent event = new AnalysisEvent();
    event.setEventId(id);
    return new ConsumerRecord<>(EVENTS.topic(), EVENTS.partition(), offset, "door", event);
  }

  private static RecordDeserializationException undecodable(long offset) {
    return new RecordDeserializationException(
        DeserializationExceptionOrigin.VALUE,
        EVENTS,
        offset,
        0,
        TimestampType.CREATE_TIME,
        ByteBuffer.allocate(0),
        ByteBuffer.allocate(0),
        new RecordHeaders(),
        "no event",
        new SerializationException("no event"));
  }
}
