package io.framewise.model.schedule;

/** Room in the cache. What a look has it keeps until its end, and is never asked for more. */
public interface Room<D> {

  /** Gives a look room for prompt and answers, from beginning to end. Returns whether it could. */
  boolean take(D demand);

  /** Takes back the room of a look that has ended. */
  void give(D demand);
}
