package io.framewise.admin.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
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

  @Test
  void shouldSayWhenTheAccountIsACopys() {
    String copy = "this is a copy and may lag";

    assertThat(LedgerText.lines(account(true).put("stale", true)))
        .anyMatch(line -> line.startsWith(copy));
    assertThat(LedgerText.lines(account(true))).noneMatch(line -> line.startsWith(copy));
  }

  private static ObjectNode account(boolean balanced) {
    ObjectNode endings = counts("notSelected", "answered", "invalid", "expired", "failed", "shed");
    return new ObjectMapper()
        .createObjectNode()
        .put("sourceId", "door")
        .put("from", "2026-01-31T07:00:00Z")
        .put("to", "2026-01-31T08:00:00Z")
        .put("keptFrom", "2026-01-31T07:30:00Z")
        .put("complete", balanced)
        .put("balanced", balanced)
        .<ObjectNode>set(
            "problems",
            new ObjectMapper().createArrayNode().add("7 frames received, 6 accounted for"))
        .<ObjectNode>set(
            "frames",
            counts("duplicate", "late", "unmatched", "windowed")
                .put("received", 7)
                .put("deadLettered", 3))
        .<ObjectNode>set("endings", endings.put("open", 0))
        .set("windows", endings.deepCopy().put("opened", 2));
  }

  private static ObjectNode counts(String... names) {
    ObjectNode counts = new ObjectMapper().createObjectNode();
    for (String name : names) {
      counts.put(name, 1);
    }
    return counts;
  }
}
