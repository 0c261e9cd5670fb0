package io.framewise.model.engine;

import io.framewise.model.engine.BatchResult.LookResult;

/** How a look ended. */
public sealed interface LookEnd {

  /** All its questions are answered. */
  record Answered(LookResult result) implements LookEnd {}

  /**
   * It cannot be answered, whatever runs beside it.
   *
   * @param cause a {@link LookRefusedException} where the look is at fault
   */
  record Failed(Throwable cause) implements LookEnd {}

  /** Nobody wanted it any more. */
  record Unwanted() implements LookEnd {}
}
