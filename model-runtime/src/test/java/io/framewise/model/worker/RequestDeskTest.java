package io.framewise.model.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framewise.contract.avro.CompletionStatus;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.serde.AvroDeserializer;
import io.framewise.contract.serde.AvroSerializer;
import io.framewise.contract.topic.Topic;
import io.framewise.platform.topic.RecordPlace;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of a record before anything is fetched for it. */
@ExtendWith(BrokerExtension.class)
@Timeout(120)
class RequestDeskTest {

  private static final InferenceRequest REQUEST = Requests.request("r1").build();

  private final PixelQueue queue = new PixelQueue(new TileWeight(12), 100, 8);
  private Wire wire;
  private Outbox outbox;

  @BeforeEach
  void connect(Wire given) {
    wire = given;
    outbox = new Outbox(given.kafka(), given.registry(), new Counters());
  }

  @AfterEach
  void close() {
    outbox.close();
  }

  /** Brings the request to a desk whose clock is so far from its deadline. */
  private void bring(Duration afterDeadline, int attempt) {
    InstantSource clock = InstantSource.fixed(REQUEST.getDeadlineAt().plus(afterDeadline));
    RequestDesk desk =
        new RequestDesk(
            new AvroDeserializer<>(InferenceRequest.class, wire.registry()),
            new RequestCheck(wire.topics(), 4, 40, 3),
            queue,
            new Results(new Completions("w", new ScriptedEngine(), clock), outbox),
            outbox,
            clock);
    Topic<InferenceRequest> topic = wire.topics().requests(Priority.ROUTINE);
    byte[] value = new AvroSerializer<>(topic, wire.registry()).serialize(topic.name(), REQUEST);
    ConsumerRecord<String, byte[]> record =
        new ConsumerRecord<>(topic.name(), 0, 0, Requests.SOURCE, value);
    desk.accept(record, new Delivery(RecordPlace.of(record), attempt));
  }

  private CompletionStatus ended() {
    await().until(() -> wire.completions().size() == 1);
    return wire.completions().get(0).getStatus();
  }

  @Test
  void shouldEndARequestWhoseDeadlineHasPassedBeforeItWaitsForPixels() {
    bring(Duration.ofMillis(1), 1);

    assertThat(ended()).isEqualTo(CompletionStatus.EXPIRED);
    assertThat(queue.close()).isEmpty();
  }

  @Test
  void shouldPassARequestOnAtItsDeadline() {
    bring(Duration.ZERO, 1);

    assertThat(queue.close()).extracting(Job::request).isEqualTo(List.of(REQUEST));
    assertThat(wire.completions()).isEmpty();
  }

  @Test
  void shouldSpendTheLastDeliveryOnSayingThatItFailed() {
    bring(Duration.ZERO, 3);

    assertThat(ended()).isEqualTo(CompletionStatus.FAILED);
    assertThat(wire.completions().get(0).getReason())
        .isEqualTo("gave-up: handed out 2 times, never to an end");
    assertThat(queue.close()).isEmpty();
  }
}
