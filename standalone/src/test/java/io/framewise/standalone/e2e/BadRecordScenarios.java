package io.framewise.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.topic.Topics;
import io.framewise.model.ModelRuntimeApp;
import io.framewise.model.worker.WorkerState;
import io.framewise.testing.Pictures;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.apache.avro.io.BinaryEncoder;
import org.apache.avro.io.EncoderFactory;
import org.junit.jupiter.api.Test;

/** Records that do not belong where they are, and frames that come again or too late. */
interface BadRecordScenarios {

  Instant START = Instant.parse("2026-01-31T08:00:00Z");
  int WIRE_HEADER = 5;

  Platform platform();

  Path directory();

  @Test
  default void shouldBuryPoisonAndGoOnWhenTopicsHoldAnything() throws Exception {
    try (Installation installation = new Installation(platform(), "poison", directory(), yaml());
        Sender sender = new Sender(installation);
        ForeignReader reader = new ForeignReader(platform())) {
      Topics topics = installation.topics();
      ModelRuntimeApp model = installation.startModel();
      Api api = new Api(installation.startStreams().apiPort());
      sender.frame("gate", "gate-0", START);
      poisonFrames(sender, topics.frames(Domain.VIDEO).name());
      poison(sender, topics.requests(Priority.ROUTINE).name());
      poison(sender, topics.completions().name());
      sender.plainPicture("gate", START.plusSeconds(1));
      sender.frame("gate", "gate-2", START.plusSeconds(2));

      Patience.untilAsserted(
          () -> {
            SourceAccount gate = api.source("gate");
            assertThat(gate.frames("windowed")).isEqualTo(3);
            assertThat(gate.frames("deadLettered")).isEqualTo(7);
            gate.requireSettled();
            gate.requireBalance();
            requireLetters(reader.allDecoded(topics.deadLetters().name()));
            assertThat(reader.allDecoded(topics.events().name()))
                .extracting(event -> event.get("status").toString())
                .containsExactly("ANSWERED", "ANSWERED", "ANSWERED");
          });
      assertThat(model.state()).isInstanceOf(WorkerState.Running.class);
      assertThat(installation.topologyDied()).isFalse();
    }
  }

  @Test
  default void shouldCountFramesThatComeAgainOrTooLate() throws Exception {
    try (Installation installation = new Installation(platform(), "late", directory(), yaml());
        Sender sender = new Sender(installation);
        ForeignReader reader = new ForeignReader(platform())) {
      installation.startModel();
      Api api = new Api(installation.startStreams().apiPort());
      sender.frame("gate", "first", START);
      sender.frame("gate", "second", START.plusSeconds(10));
      sender.frame("gate", "second", START.plusSeconds(10));
      sender.frame("gate", "straggler", START.plusMillis(500));

      Patience.untilAsserted(
          () -> {
            SourceAccount gate = api.source("gate");
            assertThat(gate.frames("received")).isEqualTo(4);
            assertThat(gate.frames("duplicate")).isEqualTo(1);
            assertThat(gate.frames("late")).isEqualTo(1);
            gate.requireSettled();
            gate.requireBalance();
            assertThat(reader.all(installation.topics().events().name())).hasSize(2);
          });
    }
  }

  /**
   * librdkafka hashes keys in another way than the Java client; its frames are answered all the
   * same.
   */
  @Test
  default void shouldAnswerFramesWhicheverPartitionTheirProducerChose() throws Exception {
    try (Installation installation = new Installation(platform(), "foreign", directory(), yaml());
        Sender sender = new Sender(installation);
        ForeignReader reader = new ForeignReader(platform())) {
      installation.startModel();
      installation.startStreams();
      for (int camera = 0; camera < 8; camera++) {
        sender.frameOn(0, "camera-" + camera, "first", START);
      }

      Patience.untilAsserted(
          () ->
              assertThat(reader.allDecoded(installation.topics().events().name()))
                  .hasSize(8)
                  .extracting(event -> event.get("status").toString())
                  .containsOnly("ANSWERED"));
    }
  }

  private static void poisonFrames(Sender sender, String topic) throws Exception {
    byte[] frame = sender.frameBytes("gate", "stray", START);
    sender.raw(topic, null, frame);
    sender.raw(topic, "gate", text("garbage"));
    sender.raw(topic, "gate", null);
    sender.raw(topic, "gate", new byte[] {0, 127, 127, 127, 127, 1, 2, 3});
    sender.raw(topic, "gate", Arrays.copyOf(frame, WIRE_HEADER + 10));
    sender.raw(topic, "gate", withHugeText(frame));
    sender.raw(topic, "gate", sender.frameBytes("other", "stray", START));
    sender.raw(topic, "gate", Pictures.jpeg(96, 64));
  }

  private static void poison(Sender sender, String topic) throws Exception {
    sender.raw(topic, null, text("garbage"));
    sender.raw(topic, "gate", text("garbage"));
    sender.raw(topic, "gate", null);
    sender.raw(topic, "gate", sender.frameBytes("gate", "stray", START));
  }

  /** The header of a good record, and then a text that says it has two gigabytes. */
  private static byte[] withHugeText(byte[] good) throws Exception {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    bytes.write(good, 0, WIRE_HEADER);
    BinaryEncoder encoder = EncoderFactory.get().directBinaryEncoder(bytes, null);
    encoder.writeLong(Integer.MAX_VALUE - 8);
    encoder.flush();
    return bytes.toByteArray();
  }

  private static byte[] text(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static void requireLetters(List<GenericRecord> letters) {
    assertThat(letters)
        .allSatisfy(letter -> assertThat(letter.get("message").toString()).isNotBlank())
        .extracting(
            letter -> letter.get("stage").toString(), letter -> letter.get("category").toString())
        .containsExactlyInAnyOrder(
            tuple("INGEST", "no-key"),
            tuple("INGEST", "not-an-image"),
            tuple("INGEST", "bad-record"),
            tuple("INGEST", "bad-record"),
            tuple("INGEST", "bad-record"),
            tuple("INGEST", "bad-record"),
            tuple("INGEST", "bad-record"),
            tuple("INGEST", "bad-record"),
            tuple("INFERENCE", "poison-request"),
            tuple("INFERENCE", "poison-request"),
            tuple("INFERENCE", "poison-request"),
            tuple("INFERENCE", "poison-request"),
            tuple("COMPLETION", "bad-record"),
            tuple("COMPLETION", "bad-record"),
            tuple("COMPLETION", "bad-record"),
            tuple("COMPLETION", "bad-record"));
  }

  private static String yaml() {
    return """
        streams:
          question-sets:
            traffic:
              domain: video
              window-size: 1s
              frames: 2
              grace: 0ms
              idle: 1s
              deadline: 60s
              questions:
                vehicle: {text: "Is a vehicle on the road?", answer: yes_no}
        """;
  }
}
