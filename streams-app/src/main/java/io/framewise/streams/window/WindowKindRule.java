package io.framewise.streams.window;

import io.framewise.streams.questions.Asking;

/** Which windows a frame goes into, by the kind of window that a question set asks for. */
interface WindowKindRule {

  /**
   * Puts a frame into its windows.
   *
   * @param asking the set, as it asks about the frame's source
   * @param placing receives what becomes of the frame; when nothing is reported, the set does not
   *     ask about it
   */
  void place(Arrival arrival, Asking asking, Placing placing);
}
