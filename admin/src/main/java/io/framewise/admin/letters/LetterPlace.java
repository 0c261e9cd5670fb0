package io.framewise.admin.letters;

import io.framewise.contract.UserError;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where a dead letter lies on its topic. */
public record LetterPlace(int partition, long offset) {

  private static final Pattern WRITTEN = Pattern.compile("(\\d{1,6})@(\\d{1,18})");

  /**
   * Reads partition@offset.
   *
   * @throws UserError when the text is no such place
   */
  public static LetterPlace parse(String text) {
    Matcher matcher = WRITTEN.matcher(text);
    if (!matcher.matches()) {
      throw new UserError(
          "that is not the place of a dead letter",
          "write the REF as framewise dead-letters list shows it, such as 0@12");
    }
    return new LetterPlace(Integer.parseInt(matcher.group(1)), Long.parseLong(matcher.group(2)));
  }

  @Override
  public String toString() {
    return partition + "@" + offset;
  }
}
