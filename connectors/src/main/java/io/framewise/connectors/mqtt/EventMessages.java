package io.framewise.connectors.mqtt;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AlertState;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Answer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Events and alerts as messages. Safe for use by several threads. */
final class EventMessages {

  private final String prefix;

  EventMessages(String prefix) {
    this.prefix = prefix;
  }

  /** Where the answers to a question about a source are. */
  String answerTopic(AnalysisEvent event, Answer answer) {
    return MqttNames.topic(
        prefix + "/events",
        List.of(event.getSourceId(), event.getQuestionSetId(), answer.getQuestionId()));
  }

  /** Where an alert is. */
  String alertTopic(String alertKey) {
    return MqttNames.topic(prefix + "/alerts", MqttNames.ofAlert(alertKey));
  }

  /** How an event ended, and each of its answers. */
  List<OutMessage> of(AnalysisEvent event) {
    List<OutMessage> messages = new ArrayList<>();
    ObjectNode whole = head(event);
    whole.put("reason", event.getReason()).put("answers", event.getAnswers().size());
    messages.add(
        new OutMessage(
            MqttNames.topic(
                prefix + "/events", List.of(event.getSourceId(), event.getQuestionSetId())),
            whole.toString()));
    for (Answer answer : event.getAnswers()) {
      ObjectNode json = head(event);
      put(json, answer);
      messages.add(new OutMessage(answerTopic(event, answer), json.toString()));
    }
    return messages;
  }

  private static ObjectNode head(AnalysisEvent event) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("status", event.getStatus().name())
            .put("eventId", event.getEventId())
            .put("sourceId", event.getSourceId())
            .put("questionSetId", event.getQuestionSetId())
            .put("windowStart", event.getWindow().getStart().toString())
            .put("windowEnd", event.getWindow().getEnd().toString())
            .put("createdAt", event.getCreatedAt().toString());
    attributes(json, event.getAttributes());
    return json;
  }

  private static void attributes(ObjectNode json, Map<String, String> attributes) {
    if (!attributes.isEmpty()) {
      ObjectNode all = json.putObject("attributes");
      attributes.forEach(all::put);
    }
  }

  private static void put(ObjectNode json, Answer answer) {
    json.put("questionId", answer.getQuestionId())
        .put("question", answer.getQuestion())
        .put("type", answer.getAnswerType().name().toLowerCase(Locale.ROOT))
        .put("valid", answer.getValid());
    if (answer.getValid()) {
      value(json, answer);
    } else {
      json.putNull("value");
    }
    json.put("text", answer.getText());
    if (answer.getProbability() != null) {
      json.put("probability", answer.getProbability());
    }
  }

  /** A box and a point have as their value how many there are, and stand beside it. */
  private static void value(ObjectNode json, Answer answer) {
    switch (answer.getAnswerType()) {
      case YES_NO -> json.put("value", answer.getYesNo());
      case CHOICE -> json.put("value", answer.getChoice());
      case NUMBER -> json.put("value", answer.getNumber());
      case TEXT -> json.put("value", answer.getText());
      case JSON -> json.put("value", answer.getJson());
      case BOX -> {
        json.put("value", answer.getBoxes().size());
        ArrayNode boxes = json.putArray("boxes");
        answer
            .getBoxes()
            .forEach(
                box ->
                    boxes
                        .addObject()
                        .put("label", box.getLabel())
                        .put("x1", box.getX1())
                        .put("y1", box.getY1())
                        .put("x2", box.getX2())
                        .put("y2", box.getY2()));
      }
      case POINT -> {
        json.put("value", answer.getPoints().size());
        ArrayNode points = json.putArray("points");
        answer
            .getPoints()
            .forEach(
                point ->
                    points
                        .addObject()
                        .put("label", point.getLabel())
                        .put("x", point.getX())
                        .put("y", point.getY()));
      }
    }
  }

  /** The state of an alert. */
  OutMessage of(Alert alert) {
    ObjectNode json =
        JsonNodeFactory.instance
            .objectNode()
            .put("open", alert.getState() != AlertState.CLEARED)
            .put("state", alert.getState().name())
            .put("severity", alert.getSeverity().name())
            .put("alertKey", alert.getAlertKey())
            .put("sourceId", alert.getSourceId())
            .put("questionSetId", alert.getQuestionSetId())
            .put("questionId", alert.getQuestionId())
            .put("value", alert.getValue())
            .put("raisedAt", alert.getRaisedAt().toString())
            .put("changedAt", alert.getChangedAt().toString())
            .put("reason", alert.getReason())
            .put("eventId", alert.getEventId());
    if (alert.getProbability() != null) {
      json.put("probability", alert.getProbability());
    }
    attributes(json, alert.getAttributes());
    return new OutMessage(alertTopic(alert.getAlertKey()), json.toString());
  }

  /** Takes back an alert that is not kept any more. */
  OutMessage gone(String alertKey) {
    return new OutMessage(alertTopic(alertKey), "");
  }
}
