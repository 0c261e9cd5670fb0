package io.framewise.admin.support;

import io.framewise.contract.UserError;
import io.framewise.platform.settings.Durations;
import io.framewise.platform.terminal.Columns;
import java.time.DateTimeException;
import java.time.Instant;

/** Times as people give them to commands. */
public final class Moment {

  private Moment() {}

  /**
   * Reads an ISO 8601 time, or a duration such as 10m, which means so long before {@code now}.
   *
   * @throws UserError when the text is neither, or lies outside the years 1970 to 9999
   */
  public static Instant parse(String option, String text, Instant now) {
    try {
      Instant moment = text.contains(":") ? Instant.parse(text) : now.minus(Durations.parse(text));
      if (moment.isBefore(Instant.EPOCH) || moment.isAfter(Instant.parse("9999-12-31T23:59:59Z"))) {
        throw new DateTimeException("out of range");
      }
      return moment;
    } catch (DateTimeException | IllegalArgumentException e) {
      throw new UserError(
          option + " is no time: " + Columns.plain(text),
          "write a time such as 2026-01-31T08:00:00Z, or 10m, 2h, 1d for so long ago",
          e);
    }
  }
}
