package io.framewise.streams.ingest;

import static io.framewise.streams.topology.TopologyHarness.SOURCE;
import static io.framewise.testing.TestRecords.START;
import static io.framewise.testing.TestRecords.questionSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.Stage;
import io.framewise.contract.serde.AvroSerializer;
import io.framewise.contract.topic.Topic;
import io.framewise.platform.frame.LeanFrames;
import io.framewise.streams.ledger.Ledgers;
import io.framewise.streams.store.StateStores;
import io.framewise.streams.topology.HarnessTest;
import io.framewise.streams.topology.TopologyHarness;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import org.apache.kafka.common.header.internals.RecordHeaders;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.Test;

/** What is a frame goes on, what is none becomes a dead letter. */
class IngestFramesTest extends HarnessTest {

  @Test
  void shouldDeadLetterEachBadRecordAndGoOnWhenGoodOnesFollow() {
    harness.ask(questionSet("people"));
    harness.capture("first", 0);
    harness.rawFrame(
        new TestRecord<>(SOURCE, "neither picture nor Avro".getBytes(StandardCharsets.UTF_8)));
    harness.rawFrame(new TestRecord<>(null, new byte[] {0, 0, 0, 0, 1, 2}));
    harness.rawFrame(new TestRecord<>(SOURCE, new byte[] {0, 0, 0, 99, 99, 1, 2}));
    harness.rawCompletion(SOURCE, new byte[] {7});
    harness.capture("good", 0);

    assertThat(harness.deadLetters())
        .extracting(DeadLetter::getStage, DeadLetter::getCategory)
        .containsExactly(
            tuple(Stage.INGEST, "not-an-image"),
            tuple(Stage.INGEST, "no-key"),
            tuple(Stage.INGEST, "bad-record"),
            tuple(Stage.COMPLETION, "bad-record"));
    assertThat(harness.ledger().getReceived()).isEqualTo(4);
    assertThat(harness.ledger().getWindowed()).isEqualTo(2);
  }

  @Test
  void shouldBookGarbageOfUnknownNamesInOneLedgerForAll() {
    for (int i = 0; i < 50; i++) {
      harness.rawFrame(new TestRecord<>("name-" + i, new byte[] {1}));
    }

    assertThat(harness.<Object>contents(StateStores.LEDGERS))
        .containsOnlyKeys(Ledgers.UNKNOWN_SOURCES);
    assertThat(harness.ledger(Ledgers.UNKNOWN_SOURCES).getDeadLettered()).isEqualTo(50);
    harness.capture("good", 0);
  }

  @Test
  void shouldBookGarbageInTheLedgerOfASourceThatItsConnectorSpeaksOf() {
    harness.label(Map.of());
    harness.rawFrame(new TestRecord<>(SOURCE, new byte[] {1}, START));
    harness.advance(Duration.ofMinutes(2));

    assertThat(harness.ledger().getDeadLettered()).isEqualTo(1);
  }

  @Test
  void shouldRefuseFramesOfMoreSourcesThanMayBe() {
    try (TopologyHarness small =
        new TopologyHarness(
            TopologyHarness.settings(
                Map.of(
                    "streams.state-directory",
                    state.resolve("small").toString(),
                    "streams.max-sources",
                    "2")))) {
      for (int i = 0; i < 5; i++) {
        small.capture("source-" + i, "f" + i, 0);
        small.capture("source-" + i, "g" + i, 10);
        small.advance(Duration.ofSeconds(2));
      }

      assertThat(small.deadLetters())
          .hasSize(6)
          .extracting(DeadLetter::getCategory)
          .containsOnly("too-many-sources");
      assertThat(small.ledger("source-1").getReceived()).isEqualTo(2);
      assertThat(small.ledger("source-2").getReceived()).isZero();
      assertThat(small.ledger(Ledgers.UNKNOWN_SOURCES).getReceived()).isEqualTo(6);
    }
    harness.capture("good", 0);
  }

  @Test
  void shouldRefuseAFrameFromTheFutureSoThatLaterOnesAreNotLate() {
    harness.ask(questionSet("people"));
    harness.capture("clock-wrong", Duration.ofDays(365).toMillis());
    harness.capture("right", 100);

    assertThat(harness.deadLetters())
        .extracting(DeadLetter::getCategory)
        .containsExactly("bad-time");
    assertThat(harness.ledger().getWindowed()).isEqualTo(1);
  }

  /** Its pixels were left behind; they lie on their topic. */
  @Test
  void shouldTellTheSizeOfTheOriginalAndNotTakeTheRestOfAFrameForIt() {
    Frame frame = TopologyHarness.frame("clock-wrong", Duration.ofDays(365).toMillis());
    frame.setPixels(ByteBuffer.wrap(new byte[100_000]));
    Topic<Frame> topic = harness.topics.frames(Domain.VIDEO);
    byte[] value = new AvroSerializer<>(topic, harness.registry).serialize(topic.name(), frame);
    RecordHeaders headers = new RecordHeaders();
    byte[] lean =
        new LeanFrames(harness.topics, harness.registry)
            .deserialize(topic.name(), headers, ByteBuffer.wrap(value));

    harness.rawFrame(new TestRecord<>(SOURCE, lean, headers, START));

    assertThat(lean).hasSizeLessThan(1000);
    assertThat(harness.deadLetters())
        .extracting(DeadLetter::getCategory, DeadLetter::getOriginalSize, DeadLetter::getOriginal)
        .containsExactly(tuple("bad-time", (long) value.length, null));
    harness.capture("good", 0);
  }

  @Test
  void shouldNotCopyForeignHeadersOrTimesIntoADeadLetter() {
    TestRecord<String, byte[]> record =
        new TestRecord<>(
            SOURCE, "junk".getBytes(StandardCharsets.UTF_8), START.minus(Duration.ofDays(400)));
    record.headers().add("huge", new byte[2_000_000]);
    harness.rawFrame(record);

    assertThat(harness.deadLetterRecords())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.headers()).isEmpty();
              assertThat(letter.timestamp()).isGreaterThanOrEqualTo(START.toEpochMilli());
            });
    harness.capture("good", 0);
  }
}
