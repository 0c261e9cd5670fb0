package io.framewise.platform.terminal;

import io.framewise.contract.Secret;
import io.framewise.contract.UserError;
import java.io.IOException;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;

/** Asks a person for a password, without showing what is typed. */
public final class PasswordPrompt {

  private static final char STAR = '*';

  private PasswordPrompt() {}

  /**
   * The password of {@code who}; none where no person is at a terminal.
   *
   * @throws UserError when the person does not want to say it
   */
  public static Secret ask(String who) {
    try (Terminal terminal = TerminalBuilder.builder().system(true).dumb(true).build()) {
      if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
        return Secret.NONE;
      }
      return Secret.of(
          LineReaderBuilder.builder()
              .terminal(terminal)
              .build()
              .readLine("password of " + who + ": ", STAR));
    } catch (UserInterruptException | EndOfFileException e) {
      throw new UserError("no password was given", "start again and type it", e);
    } catch (IOException e) {
      return Secret.NONE;
    }
  }
}
