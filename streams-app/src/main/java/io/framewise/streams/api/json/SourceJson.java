package io.framewise.streams.api.json;

import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.SourceCondition;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.streams.query.AskedBy;
import io.framewise.streams.query.SourceView;
import io.framewise.streams.state.SourceLedger;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;
import java.util.List;

/** Sources as the API shows them. */
public final class SourceJson {

  private SourceJson() {}

  /**
   * The first {@code limit} of some sources.
   *
   * @param sets the question sets that may ask about them
   */
  public static JsonObject list(List<SourceView> sources, int limit, List<QuestionSet> sets) {
    List<SourceView> page = sources.subList(0, Math.min(limit, sources.size()));
    JsonArray array = new JsonArray();
    page.forEach(source -> array.add(of(source, sets)));
    String next = sources.size() > limit ? page.get(page.size() - 1).id() : null;
    return new JsonObject()
        .put("sources", array)
        .put("next", next)
        .put(
            "questionSets", new JsonArray(sets.stream().map(QuestionSet::getId).sorted().toList()));
  }

  public static JsonObject of(SourceView source, List<QuestionSet> sets) {
    SourceLedger ledger = source.ledger();
    JsonObject json =
        new JsonObject()
            .put("id", source.id())
            .put("domain", source.domain())
            .put("kind", null)
            .put("labels", new JsonObject())
            .put("state", null)
            .put("message", null)
            .put("newestFrameAt", newestFrameAt(ledger))
            .put("askedBy", new JsonArray(AskedBy.of(sets, source)))
            .put("frames", LedgerJson.frames(ledger))
            .put("endings", LedgerJson.endings(ledger, source.openFrames()))
            .put("windows", LedgerJson.windows(ledger, source.openWindows()))
            .put("alerts", alerts(source));
    source.status().ifPresent(status -> putStatus(json, status));
    return json;
  }

  private static void putStatus(JsonObject json, SourceStatus status) {
    json.put("kind", status.getKind())
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
        .put("failed", status.getFailed())
        .put("unchanged", status.getUnchanged())
        .put("waits", status.getWaits())
        .put("lastPictureAt", EventJson.text(status.getLastPictureAt()))
        .put("picturesPerSecond", status.getPicturesPerSecond())
        .put("framesPerSecond", status.getFramesPerSecond())
        .put("conditions", EventJson.array(status.getConditions(), SourceJson::condition));
  }

  private static JsonObject condition(SourceCondition holds) {
    return new JsonObject()
        .put("condition", holds.getCondition())
        .put("meaning", holds.getMeaning())
        .put("since", holds.getSince().toString());
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
