package io.framewise.admin.ledger;

import com.fasterxml.jackson.databind.JsonNode;
import io.framewise.platform.terminal.Columns;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** An account of the API as text: each sum, and below it what it is made of. */
final class LedgerText {

  private static final List<String> ARRIVED =
      List.of("duplicate", "late", "deadLettered", "unmatched", "windowed");
  private static final List<String> FRAME_ENDINGS =
      List.of("notSelected", "answered", "invalid", "expired", "failed", "shed", "open");
  private static final List<String> WINDOW_ENDINGS =
      List.of("answered", "invalid", "expired", "failed", "shed", "open");

  private LedgerText() {}

  /**
   * The lines of an account.
   *
   * @throws IllegalArgumentException when it is none
   */
  static List<String> lines(JsonNode account) {
    List<String> lines = new ArrayList<>();
    lines.add(title(account));
    JsonNode frames = account.required("frames");
    lines.add(line(0, "frames received", frames.required("received").asLong()));
    ARRIVED.forEach(name -> lines.add(line(1, words(name), frames.required(name).asLong())));
    JsonNode endings = account.required("endings");
    FRAME_ENDINGS.forEach(name -> lines.add(line(2, words(name), endings.required(name).asLong())));
    JsonNode windows = account.required("windows");
    lines.add(line(0, "windows opened", windows.required("opened").asLong()));
    WINDOW_ENDINGS.forEach(
        name -> lines.add(line(1, words(name), windows.required(name).asLong())));
    if (account.path("stale").asBoolean()) {
      lines.add("this is a copy and may lag: the instance that has the source does not answer");
    }
    if (!account.required("complete").asBoolean()) {
      lines.add("minutes before " + account.required("keptFrom").asText() + " are no longer kept");
    }
    if (account.required("balanced").asBoolean()) {
      lines.add("the sums agree");
    } else {
      lines.add("the sums do not agree:");
      account.required("problems").forEach(problem -> lines.add("  " + problem.asText()));
    }
    return lines;
  }

  private static String title(JsonNode account) {
    JsonNode from = account.required("from");
    String span =
        from.isNull()
            ? "whole life"
            : "whole minutes, captured from "
                + from.asText()
                + " to before "
                + account.required("to").asText();
    return Columns.plain(account.required("sourceId").asText()) + ": " + span;
  }

  private static String line(int depth, String name, long count) {
    return String.format(Locale.ROOT, "%-24s%10d", "  ".repeat(depth) + name, count);
  }

  /** As people write {@code deadLettered}. */
  private static String words(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT).replace("not-", "not ");
  }
}
