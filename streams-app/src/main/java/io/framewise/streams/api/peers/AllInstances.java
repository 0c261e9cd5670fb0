package io.framewise.streams.api.peers;

import io.framewise.contract.avro.Severity;
import io.framewise.streams.query.EventCursor;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;

/** Merges the lists of several instances. What two instances list appears once. */
final class AllInstances {

  private static final Comparator<JsonObject> LEAST_ALERT_FIRST =
      Comparator.comparing((JsonObject alert) -> alert.getBoolean("open"))
          .thenComparing(alert -> Severity.valueOf(alert.getString("severity")))
          .thenComparing(alert -> alert.getInstant("changedAt"));

  private AllInstances() {}

  /**
   * The first {@code limit} sources in the order of their ids. Of two accounts of one source, the
   * one that has received more frames is taken.
   */
  static JsonObject sources(List<JsonObject> answers, int limit) {
    TreeMap<String, JsonObject> byId =
        new TreeMap<>(
            merge(
                answers,
                "sources",
                "id",
                (one, other) -> received(one) >= received(other) ? one : other));
    boolean more = answers.stream().anyMatch(answer -> answer.getString("next") != null);
    while (byId.size() > limit) {
      byId.pollLastEntry();
      more = true;
    }
    return list("sources", byId.values())
        .put("next", more && !byId.isEmpty() ? byId.lastKey() : null)
        .put("questionSets", answers.get(0).getJsonArray("questionSets")); // all have the same
  }

  private static long received(JsonObject source) {
    return source.getJsonObject("frames").getLong("received");
  }

  /**
   * Events, newest first, at most {@code limit}. When an instance may have more events than it
   * listed, nothing behind the place where its list ends is listed, because its further events may
   * be newer than the older events of other instances.
   */
  static JsonObject events(List<JsonObject> answers, int limit) {
    Optional<EventCursor> toldTo =
        answers.stream()
            .filter(AllInstances::hasMore)
            .map(AllInstances::next)
            .flatMap(Optional::stream)
            .min(Comparator.naturalOrder());
    List<JsonObject> told =
        merge(answers, "events", "eventId", (one, other) -> one).values().stream()
            .filter(event -> toldTo.isEmpty() || place(event).compareTo(toldTo.get()) <= 0)
            .sorted(Comparator.comparing(AllInstances::place))
            .toList();
    List<JsonObject> listed = told.stream().limit(limit).toList();
    Optional<EventCursor> next =
        told.size() > limit ? Optional.of(place(listed.get(limit - 1))) : toldTo;
    return list("events", listed)
        .put("more", next.isPresent())
        .put("next", next.map(EventCursor::toString).orElse(null));
  }

  private static EventCursor place(JsonObject event) {
    return new EventCursor(event.getInstant("createdAt"), event.getString("eventId"));
  }

  /** Where the list of an instance goes on. */
  private static Optional<EventCursor> next(JsonObject answer) {
    return Optional.ofNullable(answer.getString("next")).flatMap(EventCursor::parse);
  }

  private static boolean hasMore(JsonObject answer) {
    return answer.getBoolean("more", false);
  }

  /**
   * Alerts in the order of their keys, each in its newest state, if that is the wanted one. When
   * there are too many, those are kept that a single instance would list.
   */
  static JsonObject alerts(List<JsonObject> answers, String wanted, int limit) {
    Map<String, JsonObject> byKey =
        merge(
            answers,
            "alerts",
            "alertKey",
            (one, other) ->
                one.getInstant("changedAt").isBefore(other.getInstant("changedAt")) ? other : one);
    List<JsonObject> found =
        byKey.values().stream()
            .filter(
                alert ->
                    "all".equals(wanted) || alert.getBoolean("open").equals("open".equals(wanted)))
            .sorted(LEAST_ALERT_FIRST.reversed())
            .toList();
    List<JsonObject> listed =
        found.stream()
            .limit(limit)
            .sorted(Comparator.comparing(alert -> alert.getString("alertKey")))
            .toList();
    return list("alerts", listed)
        .put("more", found.size() > limit || answers.stream().anyMatch(AllInstances::hasMore));
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
