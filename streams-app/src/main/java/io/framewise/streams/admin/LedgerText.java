package io.framewise.streams.admin;

import io.vertx.core.json.JsonObject;
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

  static List<String> lines(JsonObject account) {
    List<String> lines = new ArrayList<>();
    lines.add(title(account));
    JsonObject frames = account.getJsonObject("frames");
    lines.add(line(0, "frames received", frames.getLong("received")));
    ARRIVED.forEach(name -> lines.add(line(1, words(name), frames.getLong(name))));
    JsonObject endings = account.getJsonObject("endings");
    FRAME_ENDINGS.forEach(name -> lines.add(line(2, words(name), endings.getLong(name))));
    JsonObject windows = account.getJsonObject("windows");
    lines.add(line(0, "windows opened", windows.getLong("opened")));
    WINDOW_ENDINGS.forEach(name -> lines.add(line(1, words(name), windows.getLong(name))));
    if (!account.getBoolean("complete")) {
      lines.add("minutes before " + account.getString("keptFrom") + " are no longer kept");
    }
    if (account.getBoolean("balanced")) {
      lines.add("the sums agree");
    } else {
      lines.add("the sums do not agree:");
      account.getJsonArray("problems").forEach(problem -> lines.add("  " + problem));
    }
    return lines;
  }

  private static String title(JsonObject account) {
    String from = account.getString("from");
    String span =
        from == null
            ? "whole life"
            : "whole minutes, captured from " + from + " to before " + account.getString("to");
    return Table.plain(account.getString("sourceId")) + ": " + span;
  }

  private static String line(int depth, String name, long count) {
    return String.format(Locale.ROOT, "%-24s%10d", "  ".repeat(depth) + name, count);
  }

  /** As people write {@code deadLettered}. */
  private static String words(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT).replace("not-", "not ");
  }
}
