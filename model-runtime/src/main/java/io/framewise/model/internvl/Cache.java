package io.framewise.model.internvl;

import ai.djl.pytorch.jni.IValue;

/** Keys and values of one batch, for a fixed number of slots. Native memory until closed. */
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

  /** Slots a row, filled or not. */
  public int slots() {
    return slots;
  }

  @Override
  public void close() {
    tensors.close();
  }
}
