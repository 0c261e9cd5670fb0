package io.framewise.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.Priority;
import io.framewise.streams.StreamsApp;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.RecordsToDelete;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

/** Parts that stop while work is under way, and pixels that do not wait. */
interface OutageScenarios {

  Instant START = Instant.parse("2026-01-31T09:00:00Z");

  Platform platform();

  Path directory();

  @Test
  default void shouldFailTheRequestWhenRetentionHasRemovedItsFrame() throws Exception {
    try (Installation installation = new Installation(platform(), "gone", directory(), yaml());
        Sender sender = new Sender(installation);
        ForeignReader reader = new ForeignReader(platform())) {
      String frames = installation.topics().frames(Domain.VIDEO).name();
      Api api = new Api(installation.startStreams().apiPort());
      sender.frame("gate", "gate-0", START);
      awaitRequests(installation, reader, 1);
      removeAll(installation, reader.all(frames));
      installation.startModel();

      Patience.untilAsserted(
          () -> {
            List<GenericRecord> events = events(installation, reader);
            assertThat(events).hasSize(1);
            assertThat(events.get(0).get("status")).hasToString("FAILED");
            assertThat(events.get(0).get("reason").toString())
                .startsWith("frame-gone")
                .contains("gate-0");
            SourceAccount gate = api.source("gate");
            assertThat(gate.endings("failed")).isEqualTo(1);
            gate.requireSettled();
            gate.requireBalance();
          });
      assertThat(api.get("/v1/sources/gate/frame.jpg").statusCode()).isEqualTo(404);
    }
  }

  @Test
  default void shouldNeitherLoseNorRepeatAnEventWhenTheTopologyIsStartedAgain() throws Exception {
    try (Installation installation = new Installation(platform(), "again", directory(), yaml());
        Sender sender = new Sender(installation);
        ForeignReader reader = new ForeignReader(platform())) {
      try (StreamsApp first = installation.startStreams()) {
        sendFrames(sender, 0, 4);
        awaitRequests(installation, reader, 4);
        assertThat(first.queries().source("gate").orElseThrow().openWindows()).isEqualTo(4);
      }
      try (StreamsApp onTheSameState = installation.startStreams()) {
        sendFrames(sender, 4, 4);
        awaitRequests(installation, reader, 8);
        assertThat(onTheSameState.queries().source("gate").orElseThrow().openWindows())
            .isEqualTo(8);
      }
      installation.startModel();
      Patience.untilAsserted(
          () ->
              assertThat(reader.all(installation.topics().completions().name()))
                  .hasSizeGreaterThanOrEqualTo(8));
      sendFrames(sender, 8, 2);

      Api api =
          new Api(
              installation.startStreamsWithStateIn(directory().resolve("fresh-state")).apiPort());
      Patience.untilAsserted(() -> requireOneEventARequest(installation, reader, api));
    }
  }

  private static void requireOneEventARequest(
      Installation installation, ForeignReader reader, Api api) throws Exception {
    SourceAccount gate = api.source("gate");
    assertThat(gate.frames("received")).isEqualTo(10);
    gate.requireSettled();
    gate.requireBalance();
    Map<String, GenericRecord> events =
        events(installation, reader).stream()
            .collect(Collectors.toMap(event -> event.get("eventId").toString(), event -> event));
    assertThat(events).hasSize(10);
    assertThat(events.values())
        .allSatisfy(event -> assertThat(event.get("status")).hasToString("ANSWERED"));
    assertThat(reader.allDecoded(installation.topics().requests(Priority.ROUTINE).name()))
        .extracting(request -> request.get("requestId").toString())
        .containsExactlyInAnyOrderElementsOf(events.keySet());
  }

  /** Frames a second apart: each has a window of its own. */
  private static void sendFrames(Sender sender, int first, int count) throws Exception {
    for (int i = first; i < first + count; i++) {
      sender.frame("gate", "gate-" + i, START.plusSeconds(i));
    }
  }

  private static void awaitRequests(Installation installation, ForeignReader reader, int count) {
    Patience.untilAsserted(
        () ->
            assertThat(reader.all(installation.topics().requests(Priority.ROUTINE).name()))
                .hasSize(count));
  }

  private static List<GenericRecord> events(Installation installation, ForeignReader reader) {
    return reader.allDecoded(installation.topics().events().name());
  }

  private static void removeAll(
      Installation installation, List<ConsumerRecord<String, byte[]>> records) throws Exception {
    Map<TopicPartition, RecordsToDelete> ends =
        records.stream()
            .collect(
                Collectors.toMap(
                    record -> new TopicPartition(record.topic(), record.partition()),
                    record -> RecordsToDelete.beforeOffset(record.offset() + 1),
                    (earlier, later) -> later));
    try (Admin admin = Admin.create(installation.kafka().clientConfig())) {
      admin.deleteRecords(ends).all().get();
    }
  }

  private static String yaml() {
    return """
        streams:
          max-open-requests: 100
          question-sets:
            traffic:
              domain: video
              window-size: 1s
              frames: 2
              grace: 0ms
              idle: 1s
              deadline: 5m
              questions:
                vehicle: {text: "Is a vehicle on the road?", answer: yes_no}
        """;
  }
}
