package io.framewise.streams.window;

import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.WindowSpec;

/** Which windows a frame goes into, by the kind of window that a question set asks for. */
interface WindowKindRule {

  /**
   * Puts a frame into its windows.
   *
   * @param spec the set's look at the frame's source
   * @param placing takes what becomes of the frame; nothing said means that the set does not ask
   *     about it
   */
  void place(Arrival arrival, QuestionSet set, WindowSpec spec, Placing placing);
}
