package io.framewise.model.schedule;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What the engine does next; one step is short, so that nothing that runs stalls behind it. */
public sealed interface Step<D> {

  /** Nothing: nobody is there. */
  record Idle<D>() implements Step<D> {}

  /** Takes some tiles of one look through the vision tower. */
  record LookAt<D>(D look) implements Step<D> {}

  /**
   * Takes tokens through the language model.
   *
   * @param answering looks whose answers go on by a token, all there are
   * @param reading a look that reads the next part of its prompt beside them
   */
  record Pass<D>(List<D> answering, Optional<D> reading) implements Step<D> {

    /** All looks of the pass. */
    public List<D> looks() {
      List<D> all = new ArrayList<>(answering);
      reading.ifPresent(all::add);
      return all;
    }
  }
}
