package io.framewise.model.ask;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.reader.impl.completer.StringsCompleter;
import org.jline.terminal.Terminal;

/**
 * Lines that a person types, with editing and history. Ctrl-C ends the answer under way; at the
 * prompt it ends the chat, as Ctrl-D does.
 */
final class TerminalInput implements ChatInput {

  private static final String PROMPT = "> ";

  private final Terminal terminal;
  private final LineReader reader;
  private final BooleanSupplier stopped;
  private volatile boolean cancelled;

  /**
   * Input from a terminal, which is closed with this.
   *
   * @param stopped whether the process is to end
   */
  TerminalInput(Terminal terminal, BooleanSupplier stopped) {
    this.terminal = terminal;
    this.stopped = stopped;
    terminal.handle(Terminal.Signal.INT, signal -> cancelled = true);
    reader =
        LineReaderBuilder.builder()
            .terminal(terminal)
            .completer(new StringsCompleter(ChatCommandLine.NAMES))
            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
            .build();
  }

  @Override
  public Optional<String> line() {
    try {
      return Optional.of(reader.readLine(PROMPT));
    } catch (UserInterruptException | EndOfFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void answering() {
    cancelled = false;
  }

  @Override
  public boolean cancelled() {
    return cancelled || stopped.getAsBoolean();
  }

  @Override
  public boolean interactive() {
    return true;
  }

  @Override
  public void close() {
    try {
      terminal.close();
    } catch (IOException e) {
      throw new UncheckedIOException("the terminal did not close", e);
    }
  }
}
