package io.framewise.model.engine;

import java.util.List;

/** One turn of a dialogue. */
public sealed interface Turn {

  /**
   * What the model is told to be, in place of its own system text.
   *
   * @param text a blank: no system turn
   */
  record SystemText(String text) implements Turn {}

  /**
   * What a person says and shows.
   *
   * @param parts in the order in which the model is to see them
   */
  record User(List<Part> parts) implements Turn {}

  /**
   * What was answered.
   *
   * @param text the whole answer; of the last turn, its beginning
   */
  record Assistant(String text) implements Turn {}
}
