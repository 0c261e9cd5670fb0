package io.framewise.model.internvl;

import ai.djl.ndarray.NDArray;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.jni.IValue;
import java.util.ArrayList;
import java.util.List;

/** Arguments of one call into the program. Closes those that it made itself. */
final class Arguments implements AutoCloseable {

  private final List<IValue> all = new ArrayList<>();
  private final List<IValue> own = new ArrayList<>();

  /** A value that lives on after the call. */
  Arguments shared(IValue value) {
    all.add(value);
    return this;
  }

  Arguments tensor(NDArray array) {
    return add(IValue.from((PtNDArray) array));
  }

  Arguments tensors(List<PtNDArray> arrays) {
    return add(IValue.listFrom(arrays.toArray(new PtNDArray[0])));
  }

  Arguments number(long value) {
    return add(IValue.from(value));
  }

  Arguments numbers(List<Long> values) {
    return add(IValue.listFrom(values.stream().mapToLong(Long::longValue).toArray()));
  }

  Arguments flag(boolean value) {
    return add(IValue.from(value));
  }

  Arguments text(String value) {
    return add(IValue.from(value));
  }

  private Arguments add(IValue value) {
    own.add(value);
    return shared(value);
  }

  IValue[] values() {
    return all.toArray(new IValue[0]);
  }

  @Override
  public void close() {
    own.forEach(IValue::close);
    own.clear();
  }
}
