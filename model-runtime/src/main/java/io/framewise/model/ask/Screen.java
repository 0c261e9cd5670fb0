package io.framewise.model.ask;

import io.framewise.model.chat.AnswerListener;
import io.framewise.model.generate.GeneratedToken;
import io.framewise.platform.lifecycle.Progress;
import java.io.PrintWriter;
import java.util.function.BooleanSupplier;

/** Writes an answer as it comes; until it begins, says how long that takes. */
final class Screen implements AnswerListener {

  private static final char NOT_PRINTABLE = '\uFFFD';

  private final PrintWriter out;
  private final Progress progress;
  private final BooleanSupplier cancelled;

  Screen(PrintWriter out, Progress progress, BooleanSupplier cancelled) {
    this.out = out;
    this.progress = progress;
    this.cancelled = cancelled;
  }

  @Override
  public void token(int conversation, GeneratedToken token) {
    progress.close();
  }

  @Override
  public void text(int conversation, String piece) {
    out.print(printable(piece));
    out.flush();
  }

  @Override
  public boolean cancelled() {
    return cancelled.getAsBoolean();
  }

  /** A picture may make a model write what a terminal obeys; here it stays text. */
  static String printable(String text) {
    StringBuilder safe = new StringBuilder(text);
    for (int i = 0; i < safe.length(); i++) {
      char c = safe.charAt(i);
      if (Character.isISOControl(c) && c != '\n' && c != '\t') {
        safe.setCharAt(i, NOT_PRINTABLE);
      }
    }
    return safe.toString();
  }
}
