package io.framewise.streams.api.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class AllInstancesTest {

  @Test
  void shouldTakeTheFurtherAccountOfASourceThatTwoInstancesHave() {
    JsonObject merged =
        AllInstances.sources(
            List.of(
                list("sources", source("gate", 3), source("door", 7)),
                list("sources", source("gate", 5), source("yard", 1))),
            10);

    assertThat(merged)
        .isEqualTo(
            list("sources", source("door", 7), source("gate", 5), source("yard", 1))
                .put("next", null)
                .put("questionSets", null));
  }

  @Test
  void shouldListEachEventOnceNewestFirst() {
    JsonObject merged =
        AllInstances.events(
            List.of(
                list("events", event("a", "08:00:01"), event("c", "08:00:03")),
                list("events", event("b", "08:00:02"), event("c", "08:00:03"))),
            2);

    assertThat(merged)
        .isEqualTo(
            list("events", event("c", "08:00:03"), event("b", "08:00:02"))
                .put("more", true)
                .put("next", "2026-01-31T08:00:02Z~b"));
  }

  @Test
  void shouldListNothingOlderThanWhatAnInstanceHasToldOf() {
    JsonObject merged =
        AllInstances.events(
            List.of(
                list("events", event("a", "08:00:01"), event("c", "08:00:09")).put("more", false),
                list("events", event("d", "08:00:08"), event("b", "08:00:05"))
                    .put("more", true)
                    .put("next", "2026-01-31T08:00:05Z~b")),
            100);

    assertThat(merged)
        .isEqualTo(
            list("events", event("c", "08:00:09"), event("d", "08:00:08"), event("b", "08:00:05"))
                .put("more", true)
                .put("next", "2026-01-31T08:00:05Z~b"));
  }

  @Test
  void shouldGoOnWhereTheSearchOfAnInstanceEnded() {
    JsonObject merged =
        AllInstances.events(
            List.of(
                list("events", event("a", "08:00:01"), event("c", "08:00:09")).put("more", false),
                list("events").put("more", true).put("next", "2026-01-31T08:00:05Z~")),
            100);

    assertThat(merged)
        .isEqualTo(
            list("events", event("c", "08:00:09"))
                .put("more", true)
                .put("next", "2026-01-31T08:00:05Z~"));
  }

  @Test
  void shouldPageThroughTheSourcesOfAll() {
    List<JsonObject> answers =
        List.of(
            list("sources", source("a", 1), source("c", 1)).put("next", "c"),
            list("sources", source("b", 1)).put("next", null));

    assertThat(AllInstances.sources(answers, 2))
        .isEqualTo(
            list("sources", source("a", 1), source("b", 1))
                .put("next", "b")
                .put("questionSets", null));
    assertThat(AllInstances.sources(answers, 3).getString("next")).isEqualTo("c");
  }

  @Test
  void shouldShowAnAlertInItsNewestStateOnly() {
    List<JsonObject> answers =
        List.of(
            list(
                "alerts",
                alert("gate|fire", true, "08:00:01"),
                alert("door|fire", true, "08:00:00")),
            list("alerts", alert("gate|fire", false, "08:00:02")));

    assertThat(AllInstances.alerts(answers, "open", 10))
        .isEqualTo(list("alerts", alert("door|fire", true, "08:00:00")).put("more", false));
    assertThat(AllInstances.alerts(answers, "cleared", 10))
        .isEqualTo(list("alerts", alert("gate|fire", false, "08:00:02")).put("more", false));
    assertThat(AllInstances.alerts(answers, "all", 10).getJsonArray("alerts")).hasSize(2);
    assertThat(AllInstances.alerts(answers, "all", 1))
        .isEqualTo(list("alerts", alert("door|fire", true, "08:00:00")).put("more", true));
  }

  @Test
  void shouldKeepTheGravestAlertsOfTooMany() {
    JsonObject critical = alert("a", true, "08:00:00").put("severity", "CRITICAL");
    List<JsonObject> answers =
        List.of(
            list("alerts", alert("b", true, "08:00:01"), alert("c", true, "08:00:02")),
            list("alerts", critical));

    assertThat(AllInstances.alerts(answers, "open", 2))
        .isEqualTo(list("alerts", critical, alert("c", true, "08:00:02")).put("more", true));
  }

  private static JsonObject list(String name, JsonObject... items) {
    return new JsonObject().put(name, new JsonArray(List.of(items)));
  }

  private static JsonObject source(String id, long received) {
    return new JsonObject().put("id", id).put("frames", new JsonObject().put("received", received));
  }

  private static JsonObject event(String id, String time) {
    return new JsonObject().put("eventId", id).put("createdAt", "2026-01-31T" + time + "Z");
  }

  private static JsonObject alert(String key, boolean open, String time) {
    return new JsonObject()
        .put("alertKey", key)
        .put("open", open)
        .put("severity", "WARNING")
        .put("changedAt", "2026-01-31T" + time + "Z");
  }
}
