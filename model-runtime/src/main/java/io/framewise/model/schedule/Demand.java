package io.framewise.model.schedule;

import io.framewise.contract.avro.Priority;

/** A look as the scheduler sees it: what it still needs of the engine. */
public interface Demand {

  /** Its lane. */
  Priority lane();

  /** Tiles that are still to go through the vision tower. */
  int tiles();

  /** Tokens of its prompt that are still to be read; they are read when no tile is left. */
  int prompt();

  /** Whether it has read its prompt, so that each pass takes its answers on by a token. */
  default boolean answering() {
    return tiles() == 0 && prompt() == 0;
  }
}
