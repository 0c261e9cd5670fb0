package io.framewise.streams.api;

import io.framewise.contract.avro.SourceStatus;
import io.framewise.streams.query.SourceView;
import io.framewise.streams.state.SourceLedger;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Sources as the API shows them. */
final class SourceJson {

  private SourceJson() {}

  static JsonObject list(List<SourceView> sources) {
    JsonArray array = new JsonArray();
    sources.forEach(source -> array.add(of(source)));
    return new JsonObject().put("sources", array);
  }

  static JsonObject of(SourceView source) {
    SourceLedger ledger = source.ledger();
    JsonObject json =
        new JsonObject()
            .put("id", source.id())
            .put("domain", ledger.getDomain())
            .put("kind", null)
            .put("labels", new JsonObject())
            .put("state", null)
            .put("message", null)
            .put("newestFrameAt", newestFrameAt(ledger))
            .put("frames", LedgerJson.frames(ledger))
            .put("endings", LedgerJson.endings(ledger, source.openFrames()))
            .put("windows", LedgerJson.windows(ledger, source.openWindows()))
            .put("alerts", alerts(source));
    source.status().ifPresent(status -> putStatus(json, status));
    return json;
  }

  private static void putStatus(JsonObject json, SourceStatus status) {
    json.put("domain", status.getDomain().name())
        .put("kind", status.getKind())
        .put("labels", labels(status))
        .put("state", status.getState().name())
        .put("message", status.getMessage())
        .put("startedAt", status.getStartedAt().toString())
        .put("updatedAt", status.getUpdatedAt().toString())
        .put("captured", status.getCaptured())
        .put("published", status.getPublished())
        .put("rateCapped", status.getRateCapped())
        .put("shed", status.getShed())
        .put("deadLettered", status.getDeadLettered())
        .put("failed", status.getFailed());
  }

  private static JsonObject labels(SourceStatus status) {
    JsonObject json = new JsonObject();
    status.getLabels().forEach(json::put);
    return json;
  }

  private static String newestFrameAt(SourceLedger ledger) {
    return ledger.getNewestFrame() == null
        ? null
        : Instant.ofEpochMilli(ledger.getNewestFrame().getCapturedAtMs()).toString();
  }

  private static JsonObject alerts(SourceView source) {
    return new JsonObject()
        .put("raised", source.ledger().getAlertsRaised())
        .put("open", source.openAlerts());
  }
}
