package io.framewise.streams.admin;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.util.List;
import org.junit.jupiter.api.Test;

class LedgerTextTest {

  @Test
  void shouldSayWhatDoesNotAddUpAndWhatIsNoLongerKept() {
    List<String> lines = LedgerText.lines(account(false));

    assertThat(lines).first().asString().startsWith("door: whole minutes, captured from 2026");
    assertThat(lines)
        .contains(
            "frames received                  7",
            "  dead-lettered                  3",
            "    not selected                 1",
            "windows opened                   2")
        .endsWith(
            "minutes before 2026-01-31T07:30:00Z are no longer kept",
            "the sums do not agree:",
            "  7 frames received, 6 accounted for");
  }

  @Test
  void shouldSayThatTheSumsAgree() {
    assertThat(LedgerText.lines(account(true))).endsWith("the sums agree");
  }

  private static JsonObject account(boolean balanced) {
    JsonObject endings = counts("notSelected", "answered", "invalid", "expired", "failed", "shed");
    return new JsonObject()
        .put("sourceId", "door")
        .put("from", "2026-01-31T07:00:00Z")
        .put("to", "2026-01-31T08:00:00Z")
        .put("keptFrom", "2026-01-31T07:30:00Z")
        .put("complete", balanced)
        .put("balanced", balanced)
        .put("problems", new JsonArray().add("7 frames received, 6 accounted for"))
        .put(
            "frames",
            counts("duplicate", "late", "unmatched", "windowed")
                .put("received", 7)
                .put("deadLettered", 3))
        .put("endings", endings.put("open", 0))
        .put("windows", endings.copy().put("opened", 2));
  }

  private static JsonObject counts(String... names) {
    JsonObject counts = new JsonObject();
    for (String name : names) {
      counts.put(name, 1);
    }
    return counts;
  }
}
