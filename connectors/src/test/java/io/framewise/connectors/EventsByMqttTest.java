package io.framewise.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.connectors.testing.Mosquitto;
import io.framewise.connectors.testing.MqttPeer;
import io.framewise.connectors.testing.Pictures;
import io.framewise.connectors.testing.Settings;
import io.framewise.connectors.testing.TopicReader;
import io.framewise.contract.answer.OnTheSpot;
import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AlertState;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.WindowInfo;
import io.framewise.contract.serde.AvroSerializer;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.platform.observe.ProcessMeters;
import io.framewise.testing.TestBroker;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.serialization.StringSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** From Kafka to a real MQTT broker and from there to Kafka, as others see it. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("EventsByMqttTest") // beside other classes
final class EventsByMqttTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final Instant START = Instant.parse("2026-01-31T08:00:00Z");
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final SchemaRegistry REGISTRY = SchemaRegistry.inMemory();
  private static final String RED = "framewise/events/gate.1/traffic/red";
  private static final String ALERT = "framewise/alerts/gate.1/traffic/red";

  @TempDir private Path folder;

  @Test
  void shouldPublishEventsAndAlertsAndLoseNoneWhileTheBrokerIsAway() throws Exception {
    try (Mosquitto mosquitto = new Mosquitto(folder, "allow_anonymous true");
        TestBroker broker = TestBroker.started(Map.of())) {
      Map<String, String> settings =
          Map.of(
              "mqtt.address", mosquitto.address(),
              "mqtt.events", "true",
              "mqtt.home-assistant", "true",
              "sources.yard.kind", "mqtt",
              "sources.yard.topic", "cameras/yard");
      try (ConnectorsApp app =
          ConnectorsApp.start(broker.settings(), REGISTRY, Settings.connectors(settings))) {
        PrometheusMeterRegistry meters = ProcessMeters.create();
        app.bindTo(meters);
        try (MqttPeer house = new MqttPeer(mosquitto.port())) {
          house.follow("#");
          awaitText(house, "framewise/status", "online");
          send(broker, broker.settings().topics().events(), "gate.1", onTheSpot());
          send(broker, broker.settings().topics().events(), "gate.1", event(1, true));
          send(broker, broker.settings().topics().alerts(), "gate.1:traffic:red", alert());
          shouldComeTyped(house);
          shouldBeAnnounced(house);
          shouldBecomeAFrame(house, app, broker);
          send(broker, broker.settings().topics().alerts(), "gate.1:traffic:red", null);
          await().atMost(LIMIT).until(() -> house.texts().get(ALERT).contains(""));
        }
        // What is on its way is lost with the broker, and what follows finds none.
        mosquitto.freeze();
        send(broker, broker.settings().topics().events(), "door", lost());
        await().atMost(LIMIT).until(EventsByMqttTest::waitsForAcknowledgements);
        mosquitto.kill();
        await().atMost(LIMIT).until(() -> meters.scrape().contains("framewise_mqtt_connected 0.0"));
        for (int number = 2; number <= 20; number++) {
          send(broker, broker.settings().topics().events(), "gate.1", event(number, false));
        }
        assertThat(meters.scrape()).contains("framewise_mqtt_published_total 4.0");
        mosquitto.start();
        try (MqttPeer later = new MqttPeer(mosquitto.port())) {
          later.follow("#");
          awaitText(later, RED, "\"eventId\":\"e20\"");
          awaitText(later, "framewise/events/door/traffic/red", "\"eventId\":\"e1\"");
          assertThat(later.texts().get("framewise/events/gate.1/traffic"))
              .anyMatch(text -> text.contains("e20"));
        }
      }
      try (MqttPeer afterwards = new MqttPeer(mosquitto.port())) {
        afterwards.follow("framewise/#");
        awaitText(afterwards, "framewise/status", "offline");
      }
    }
  }

  private static boolean waitsForAcknowledgements() {
    return Thread.getAllStackTraces().entrySet().stream()
        .filter(thread -> thread.getKey().getName().equals("mqtt-events"))
        .flatMap(thread -> Arrays.stream(thread.getValue()))
        .anyMatch(
            call ->
                call.getClassName().endsWith("MqttSender") && call.getMethodName().equals("send"));
  }

  private static AnalysisEvent lost() {
    return AnalysisEvent.newBuilder(event(1, true)).setSourceId("door").build();
  }

  private static void awaitText(MqttPeer peer, String topic, String part) {
    await()
        .atMost(LIMIT)
        .until(
            () ->
                peer.texts().getOrDefault(topic, List.of()).stream()
                    .anyMatch(text -> text.contains(part)));
  }

  private static JsonNode json(MqttPeer peer, String topic) throws IOException {
    awaitText(peer, topic, "{");
    return JSON.readTree(peer.texts().get(topic).get(0));
  }

  private static void shouldComeTyped(MqttPeer house) throws IOException {
    JsonNode red = json(house, RED);
    assertThat(red.path("value")).isEqualTo(JSON.readTree("true"));
    assertThat(red.path("type").asText()).isEqualTo("yes_no");
    assertThat(red.path("probability").asDouble()).isEqualTo(0.9);
    assertThat(json(house, "framewise/events/gate.1/traffic/count").path("value").asDouble())
        .isEqualTo(3);
    assertThat(json(house, "framewise/events/gate.1/traffic").path("status").asText())
        .isEqualTo("ANSWERED");
    assertThat(json(house, ALERT).path("open").asBoolean()).isTrue();
  }

  private static void shouldBeAnnounced(MqttPeer house) throws IOException {
    List<String> configs =
        house.texts().keySet().stream().filter(topic -> topic.startsWith("homeassistant")).toList();
    assertThat(configs).hasSize(3);
    JsonNode question = config(house, configs, "homeassistant/binary_sensor", "traffic red");
    assertThat(question.path("state_topic").asText()).isEqualTo(RED);
    assertThat(question.path("availability_topic").asText()).isEqualTo("framewise/status");
    assertThat(question.path("device").path("name").asText()).isEqualTo("gate.1");
    JsonNode count = config(house, configs, "homeassistant/sensor", "traffic count");
    assertThat(count.path("unique_id").asText()).matches("[A-Za-z0-9_-]+");
    JsonNode alert = config(house, configs, "homeassistant/binary_sensor", "traffic red alert");
    assertThat(alert.path("device_class").asText()).isEqualTo("problem");
  }

  private static JsonNode config(MqttPeer house, List<String> topics, String prefix, String name)
      throws IOException {
    for (String topic : topics) {
      JsonNode config = json(house, topic);
      if (topic.startsWith(prefix) && config.path("name").asText().equals(name)) {
        return config;
      }
    }
    throw new AssertionError("no " + name + " in " + topics);
  }

  private static void shouldBecomeAFrame(MqttPeer camera, ConnectorsApp app, TestBroker broker) {
    camera.publish("cameras/yard", Pictures.of("png", Color.RED), false);
    await().atMost(LIMIT).until(() -> app.statuses().get(0).getPublished() == 1);
    assertThat(
            new TopicReader(broker.settings(), REGISTRY)
                .all(broker.settings().topics().frames(Domain.VIDEO)))
        .extracting(record -> record.value().getContentType())
        .containsExactly("image/png");
  }

  private static <V extends SpecificRecord> void send(
      TestBroker broker, Topic<V> topic, String key, V value) throws Exception {
    try (KafkaProducer<String, V> producer =
        new KafkaProducer<>(
            broker.settings().clientConfig(),
            new StringSerializer(),
            new AvroSerializer<>(topic, REGISTRY))) {
      producer.send(new ProducerRecord<>(topic.name(), key, value)).get();
    }
  }

  /** It is told, and no entity is made for it. */
  private static AnalysisEvent onTheSpot() {
    return AnalysisEvent.newBuilder(event(0, true))
        .setQuestionSetId(OnTheSpot.QUESTION_SET)
        .build();
  }

  private static AnalysisEvent event(int number, boolean red) {
    return AnalysisEvent.newBuilder()
        .setEventId("e" + number)
        .setSourceId("gate.1")
        .setQuestionSetId("traffic")
        .setQuestionSetVersion(1)
        .setWindow(
            new WindowInfo(
                START, START.plusSeconds(1), 1, ClosedBy.IDLE, START, "", null, List.of()))
        .setFrames(List.of())
        .setStatus(EventStatus.ANSWERED)
        .setAnswers(
            List.of(
                answer("red", AnswerType.YES_NO).setYesNo(red).setProbability(0.9).build(),
                answer("count", AnswerType.NUMBER).setNumber(3.0).build()))
        .setCreatedAt(START)
        .build();
  }

  private static Answer.Builder answer(String question, AnswerType type) {
    return Answer.newBuilder()
        .setQuestionId(question)
        .setQuestion(question + "?")
        .setAnswerType(type)
        .setValid(true)
        .setText("text");
  }

  private static Alert alert() {
    return Alert.newBuilder()
        .setAlertKey("gate.1:traffic:red")
        .setSourceId("gate.1")
        .setQuestionSetId("traffic")
        .setQuestionId("red")
        .setState(AlertState.RAISED)
        .setEventId("e1")
        .setRaisedAt(START)
        .setChangedAt(START)
        .build();
  }
}
