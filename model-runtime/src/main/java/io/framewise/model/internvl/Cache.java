package io.framewise.model.internvl;

import ai.djl.pytorch.jni.IValue;

/**
 * Keys and values of the tokens of several texts, each text in a range of slots of its own. Native
 * memory until closed.
 */
public final class Cache implements AutoCloseable {

  private final IValue tensors;
  private final int slots;

  Cache(IValue tensors, int slots) {
    this.tensors = tensors;
    this.slots = slots;
  }

  IValue tensors() {
    return tensors;
  }

  /** Slots in all, filled or not. */
  public int slots() {
    return slots;
  }

  @Override
  public void close() {
    tensors.close();
  }
}
