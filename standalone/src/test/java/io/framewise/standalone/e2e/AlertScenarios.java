package io.framewise.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.CompletionStatus;
import io.framewise.contract.avro.FinishReason;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.contract.avro.ModelInfo;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.QuestionCompletion;
import io.framewise.contract.avro.Timings;
import io.framewise.contract.avro.Usage;
import io.framewise.contract.serde.AvroSerializer;
import io.framewise.contract.topic.Topic;
import io.framewise.streams.StreamsApp;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;

/** Alerts over the real broker. The test itself is the worker, so that the answers are known. */
interface AlertScenarios {

  Instant MORNING = Instant.parse("2026-01-31T07:00:00Z");
  String GATE_ALERT = "gate:traffic:vehicle";

  Platform platform();

  Path directory();

  @Test
  default void shouldRaiseAcknowledgeAndClearAnAlertAcrossARestart() throws Exception {
    try (Installation installation = new Installation(platform(), "alarm", directory(), rules());
        Sender sender = new Sender(installation);
        ForeignReader reader = new ForeignReader(platform())) {
      try (StreamsApp first = installation.startStreams()) {
        Api api = new Api(first.apiPort());
        List<GenericRecord> requests = requests(installation, sender, reader, 4);
        answer(installation, sender, requests.get(2), "yes");
        answer(installation, sender, requests.get(0), "no");
        answer(installation, sender, requests.get(1), "yes");
        Patience.untilAsserted(() -> assertThat(keys(api, "")).containsExactly(GATE_ALERT));
        // The ledger tells of the last commit, the alert may be newer.
        Patience.untilAsserted(
            () -> assertThat(api.json("/v1/sources/gate").at("/alerts/open").asInt()).isEqualTo(1));
      }
      try (StreamsApp second = installation.startStreams()) {
        Api api = new Api(second.apiPort());
        Patience.untilAsserted(() -> assertThat(keys(api, "")).containsExactly(GATE_ALERT));
        try (BufferedReader stream =
            new BufferedReader(
                new InputStreamReader(api.follow("/v1/stream"), StandardCharsets.UTF_8))) {
          acknowledge(api);
          List<GenericRecord> requests = requests(installation, sender, reader, 4);
          answer(installation, sender, requests.get(3), "no");
          assertThat(stream.lines().filter("event: alert"::equals).limit(2).count()).isEqualTo(2);
        }
        Patience.untilAsserted(() -> assertThat(keys(api, "")).isEmpty());
        assertThat(keys(api, "?state=cleared&source=gate")).containsExactly(GATE_ALERT);
        assertThat(api.post("/v1/alerts/" + GATE_ALERT + "/acknowledge", "").statusCode())
            .isEqualTo(409);
        Patience.untilAsserted(
            () ->
                assertThat(new String(api.get("/metrics").body(), StandardCharsets.UTF_8))
                    .contains("framewise_alerts_raised_total{source=\"gate\"} 1.0")
                    .contains("framewise_alerts_open{source=\"gate\"} 0.0"));
      }
      requireTransitions(installation, reader);
    }
  }

  private static void acknowledge(Api api) throws Exception {
    assertThat(api.post("/v1/alerts/gate:traffic:none/acknowledge", "").statusCode())
        .isEqualTo(404);
    assertThat(api.post("/v1/alerts/" + GATE_ALERT + "/acknowledge", "").statusCode())
        .isEqualTo(202);
    Patience.untilAsserted(
        () ->
            assertThat(api.json("/v1/alerts").at("/alerts/0/state").asText())
                .isEqualTo("ACKNOWLEDGED"));
  }

  /** Every transition once, in order, and each beside the event that made it. */
  private static void requireTransitions(Installation installation, ForeignReader reader) {
    // The API tells of alerts that are not committed yet.
    String topic = installation.topics().alerts().name();
    Patience.untilAsserted(
        () ->
            assertThat(reader.allDecoded(topic))
                .extracting(alert -> alert.get("state").toString())
                .containsExactly("RAISED", "ACKNOWLEDGED", "CLEARED"));
    List<GenericRecord> alerts = reader.allDecoded(topic);
    List<GenericRecord> events = reader.allDecoded(installation.topics().events().name());
    for (GenericRecord alert : alerts) {
      GenericRecord event =
          events.stream()
              .filter(found -> found.get("eventId").equals(alert.get("eventId")))
              .findFirst()
              .orElseThrow();
      assertThat(alert.get("frames")).isEqualTo(event.get("frames"));
    }
    assertThat(end(events, alerts.get(0)) - MORNING.toEpochMilli()).isEqualTo(3000);
    assertThat(end(events, alerts.get(2)) - MORNING.toEpochMilli()).isEqualTo(4000);
  }

  private static long end(List<GenericRecord> events, GenericRecord alert) {
    return events.stream()
        .filter(event -> event.get("eventId").equals(alert.get("eventId")))
        .mapToLong(event -> (Long) ((GenericRecord) event.get("window")).get("end"))
        .findFirst()
        .orElseThrow();
  }

  private static List<String> keys(Api api, String query) throws Exception {
    return api.json("/v1/alerts" + query).get("alerts").findValuesAsText("alertKey");
  }

  /** The requests in the order of their windows; sends their frames where that was not done yet. */
  private static List<GenericRecord> requests(
      Installation installation, Sender sender, ForeignReader reader, int count) throws Exception {
    String topic = installation.topics().requests(Priority.ROUTINE).name();
    if (reader.all(topic).isEmpty()) {
      for (int i = 0; i < count; i++) {
        sender.frame("gate", "gate-" + i, MORNING.plusSeconds(i));
      }
    }
    Patience.untilAsserted(() -> assertThat(reader.all(topic)).hasSize(count));
    return reader.allDecoded(topic).stream()
        .sorted(
            Comparator.comparing(
                request -> (Long) ((GenericRecord) request.get("window")).get("end")))
        .toList();
  }

  private static void answer(
      Installation installation, Sender sender, GenericRecord request, String text)
      throws Exception {
    Topic<InferenceCompletion> topic = installation.topics().completions();
    InferenceCompletion completion =
        InferenceCompletion.newBuilder()
            .setRequestId(request.get("requestId").toString())
            .setSourceId("gate")
            .setStatus(CompletionStatus.COMPLETED)
            .setCompletions(
                List.of(
                    new QuestionCompletion(
                        "vehicle", text, 0.9, 0, FinishReason.SCORED, null, null)))
            .setModel(new ModelInfo("a person", "0123456789abcdef", List.of()))
            .setUsage(new Usage(1, 1, 0, 0))
            .setTimings(new Timings(0L, 0L, 0L, 0L, 0L, 0L, 1))
            .setWorker("test")
            .setCompletedAt(MORNING)
            .build();
    sender.raw(
        topic.name(),
        "gate",
        new AvroSerializer<>(topic, installation.registry()).serialize(topic.name(), completion));
  }

  private static String rules() {
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
                vehicle:
                  text: Is a vehicle on the road?
                  answer: yes_no
                  alert: {when: yes, probability: 0.8, raise-after: 2}
        """;
  }
}
