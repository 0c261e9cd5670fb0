package io.framewise.streams.api;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/** Lists of several instances made one. What two of them have is listed once. */
final class AllInstances {

  private AllInstances() {}

  /** Sources in the order of their ids; of two accounts of one source the further one counts. */
  static JsonObject sources(List<JsonObject> answers) {
    Map<String, JsonObject> byId =
        merge(
            answers,
            "sources",
            "id",
            (one, other) -> received(one) >= received(other) ? one : other);
    return list("sources", new TreeMap<>(byId).values());
  }

  private static long received(JsonObject source) {
    return source.getJsonObject("frames").getLong("received");
  }

  /** Events, newest first, at most {@code limit}. */
  static JsonObject events(List<JsonObject> answers, int limit) {
    return list(
        "events",
        merge(answers, "events", "eventId", (one, other) -> one).values().stream()
            .sorted(
                Comparator.comparing((JsonObject event) -> event.getInstant("createdAt"))
                    .reversed()
                    .thenComparing(event -> event.getString("eventId")))
            .limit(limit)
            .toList());
  }

  /** Alerts in the order of their keys, each in its newest state, when that is the wanted one. */
  static JsonObject alerts(List<JsonObject> answers, String wanted) {
    Map<String, JsonObject> byKey =
        merge(
            answers,
            "alerts",
            "alertKey",
            (one, other) ->
                one.getInstant("changedAt").isBefore(other.getInstant("changedAt")) ? other : one);
    return list(
        "alerts",
        new TreeMap<>(byKey)
            .values().stream()
                .filter(
                    alert ->
                        "all".equals(wanted)
                            || alert.getBoolean("open").equals("open".equals(wanted)))
                .toList());
  }

  private static Map<String, JsonObject> merge(
      List<JsonObject> answers, String list, String id, BinaryOperator<JsonObject> better) {
    return answers.stream()
        .flatMap(answer -> answer.getJsonArray(list).stream())
        .map(JsonObject.class::cast)
        .collect(
            Collectors.toMap(item -> item.getString(id), item -> item, better, LinkedHashMap::new));
  }

  private static JsonObject list(String name, Collection<JsonObject> items) {
    return new JsonObject().put(name, new JsonArray(List.copyOf(items)));
  }
}
