package io.framewise.streams.api.json;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AlertState;
import io.vertx.core.json.JsonObject;
import java.util.HashMap;
import java.util.List;

/** Alerts as the API shows them. */
public final class AlertJson {

  private AlertJson() {}

  public static JsonObject list(List<Alert> alerts, boolean more) {
    return new JsonObject().put("alerts", EventJson.array(alerts, AlertJson::of)).put("more", more);
  }

  public static JsonObject of(Alert alert) {
    return new JsonObject()
        .put("alertKey", alert.getAlertKey())
        .put("sourceId", alert.getSourceId())
        .put("questionSetId", alert.getQuestionSetId())
        .put("questionSetVersion", alert.getQuestionSetVersion())
        .put("questionId", alert.getQuestionId())
        .put("state", alert.getState().name())
        .put("open", alert.getState() != AlertState.CLEARED)
        .put("severity", alert.getSeverity().name())
        .put("value", alert.getValue())
        .put("probability", alert.getProbability())
        .put("knownQuestion", alert.getKnownQuestion())
        .put("raisedAt", alert.getRaisedAt().toString())
        .put("changedAt", alert.getChangedAt().toString())
        .put("acknowledgedAt", EventJson.text(alert.getAcknowledgedAt()))
        .put("reason", alert.getReason())
        .put("eventId", alert.getEventId())
        .put("raisedByEventId", alert.getRaisedByEventId())
        .put("attributes", new JsonObject(new HashMap<>(alert.getAttributes())))
        .put("frames", EventJson.array(alert.getFrames(), EventJson::frame));
  }
}
