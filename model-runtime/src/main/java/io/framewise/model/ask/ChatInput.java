package io.framewise.model.ask;

import java.util.Optional;

/** Where a chat's lines come from. */
interface ChatInput extends AutoCloseable {

  /** The next line; nothing when there will be none. */
  Optional<String> line() throws InterruptedException;

  /** From here on {@link #cancelled()} speaks of a new answer. */
  void answering();

  /** Whether the answer under way is to end. */
  boolean cancelled();

  /** Whether a person sits there. */
  boolean interactive();

  @Override
  void close();
}
