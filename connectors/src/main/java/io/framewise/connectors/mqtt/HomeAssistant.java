package io.framewise.connectors.mqtt;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.AnswerType;
import java.util.List;

/**
 * Announces questions and alerts to Home Assistant, as entities of a device for each source. A
 * question that is answered with yes or no is a binary sensor, any other a sensor; an alert is a
 * binary sensor of the class problem. Safe for use by several threads.
 */
final class HomeAssistant {

  private static final String PRODUCT = "Framewise";
  private static final String BINARY = "binary_sensor";

  // A template that gives None makes an entity unknown, as an answer that is not valid is.
  private static final String YES_NO =
      "{{ {true: 'ON', false: 'OFF'}.get(value_json.value, 'None') }}";
  // A state has at most 255 characters; the whole text is among the attributes.
  private static final String VALUE = "{{ (value_json.value | string)[:255] }}";
  private static final String OPEN = "{{ 'ON' if value_json.open else 'OFF' }}";

  private final String discoveryPrefix;
  private final String statusTopic;

  HomeAssistant(String discoveryPrefix, String statusTopic) {
    this.discoveryPrefix = discoveryPrefix;
    this.statusTopic = statusTopic;
  }

  /** Announces a question, whose answers come on {@code topic}. */
  OutMessage question(AnalysisEvent event, Answer answer, String topic) {
    boolean yesNo = answer.getAnswerType() == AnswerType.YES_NO;
    ObjectNode config =
        entity(
            List.of(event.getSourceId(), event.getQuestionSetId(), answer.getQuestionId()),
            event.getQuestionSetId() + " " + answer.getQuestionId(),
            topic);
    config.put("value_template", yesNo ? YES_NO : VALUE);
    if (answer.getAnswerType() == AnswerType.NUMBER) {
      config.put("state_class", "measurement");
    }
    return message(yesNo ? BINARY : "sensor", config);
  }

  /** Announces an alert, whose state comes on {@code topic}. */
  OutMessage alert(Alert alert, String topic) {
    ObjectNode config =
        entity(
            List.of(alert.getSourceId(), alert.getQuestionSetId(), alert.getQuestionId(), "alert"),
            subject(alert) + " " + alert.getQuestionId() + " alert",
            topic);
    config.put("value_template", OPEN).put("device_class", "problem");
    return message(BINARY, config);
  }

  /** An alert about the pictures themselves is of no question set. */
  private static String subject(Alert alert) {
    return alert.getQuestionSetId().isEmpty() ? "camera" : alert.getQuestionSetId();
  }

  private ObjectNode entity(List<String> names, String name, String topic) {
    String sourceId = names.get(0);
    ObjectNode config =
        JsonNodeFactory.instance
            .objectNode()
            .put("unique_id", "framewise_" + MqttNames.id(names))
            .put("name", name)
            .put("state_topic", topic)
            .put("json_attributes_topic", topic)
            .put("availability_topic", statusTopic)
            .put("payload_available", MqttSender.ONLINE)
            .put("payload_not_available", MqttSender.OFFLINE)
            .put("qos", 1);
    config.putObject("origin").put("name", PRODUCT);
    ObjectNode device = config.putObject("device");
    device.putArray("identifiers").add("framewise_" + MqttNames.id(List.of(sourceId)));
    device.put("name", sourceId).put("manufacturer", PRODUCT).put("model", "source");
    return config;
  }

  private OutMessage message(String component, ObjectNode config) {
    return new OutMessage(
        discoveryPrefix + "/" + component + "/" + config.get("unique_id").asText() + "/config",
        config.toString());
  }
}
