package io.framewise.streams.api.json;

import io.framewise.streams.ledger.Account;
import io.framewise.streams.state.SourceLedger;
import io.vertx.core.json.JsonArray;
import io.vertx.core.json.JsonObject;
import java.time.Instant;

/** Accounts as the API shows them. */
public final class LedgerJson {

  private LedgerJson() {}

  public static JsonObject of(Account account) {
    return new JsonObject()
        .put("sourceId", account.sourceId())
        .put("from", account.span().map(span -> span.from().toString()).orElse(null))
        .put("to", account.span().map(span -> span.to().toString()).orElse(null))
        .put("keptFrom", account.keptFrom().map(Instant::toString).orElse(null))
        .put("complete", account.complete())
        .put("frames", frames(account.counts()))
        .put("endings", endings(account.counts(), account.openFrames()))
        .put("windows", windows(account.counts(), account.openWindows()))
        .put("balanced", account.problems().isEmpty())
        .put("problems", new JsonArray(account.problems()));
  }

  /** How frames arrived. */
  static JsonObject frames(SourceLedger ledger) {
    return new JsonObject()
        .put("received", ledger.getReceived())
        .put("duplicate", ledger.getDuplicate())
        .put("late", ledger.getLate())
        .put("deadLettered", ledger.getDeadLettered())
        .put("unmatched", ledger.getUnmatched())
        .put("windowed", ledger.getWindowed());
  }

  /** How windowed frames ended. */
  static JsonObject endings(SourceLedger ledger, long open) {
    return new JsonObject()
        .put("notSelected", ledger.getNotSelected())
        .put("answered", ledger.getAnswered())
        .put("invalid", ledger.getInvalid())
        .put("expired", ledger.getExpired())
        .put("failed", ledger.getFailed())
        .put("shed", ledger.getShed())
        .put("open", open);
  }

  /** How windows ended. */
  static JsonObject windows(SourceLedger ledger, long open) {
    return new JsonObject()
        .put("opened", ledger.getWindowsOpened())
        .put("requests", ledger.getRequests())
        .put("answered", ledger.getWindowsAnswered())
        .put("invalid", ledger.getWindowsInvalid())
        .put("expired", ledger.getWindowsExpired())
        .put("failed", ledger.getWindowsFailed())
        .put("shed", ledger.getWindowsShed())
        .put("open", open)
        .put("extraCompletions", ledger.getExtraCompletions());
  }
}
