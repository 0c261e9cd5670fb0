package io.framewise.model.internvl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import io.framewise.model.checkpoint.StoredTensor;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * All weights as one value that every call shares. They are read from the mapped files as bytes and
 * converted inside the program, because DJL aborts the process on a bfloat16 tensor of its own.
 */
final class Weights implements AutoCloseable {

  private final PtNDManager manager;
  private final IValue dictionary;

  private Weights(PtNDManager manager, IValue dictionary) {
    this.manager = manager;
    this.dictionary = dictionary;
  }

  static Weights load(
      PtNDManager parent, Program program, Map<String, StoredTensor> tensors, ComputeType type) {
    PtNDManager manager = (PtNDManager) parent.newSubManager();
    try {
      Map<String, PtNDArray> converted = new HashMap<>();
      tensors.forEach(
          (name, tensor) -> {
            converted.put(name, (PtNDArray) converted(manager, program, tensor, type));
            tensor.release();
          });
      return new Weights(manager, IValue.stringMapFrom(converted));
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  private static NDArray converted(
      PtNDManager manager, Program program, StoredTensor tensor, ComputeType type) {
    try (PtNDManager step = manager.newSubManager(manager.getDevice());
        Arguments arguments = new Arguments()) {
      List<PtNDArray> blocks = new ArrayList<>();
      for (ByteBuffer block : tensor.blocks()) {
        blocks.add(step.create(block, new Shape(block.limit()), DataType.INT8));
      }
      arguments
          .tensors(blocks)
          .number(ComputeType.torchNumber(tensor.type()))
          .numbers(tensor.shape())
          .number(type.torchNumber());
      return program.tensor(manager, "weight", arguments);
    }
  }

  IValue dictionary() {
    return dictionary;
  }

  @Override
  public void close() {
    dictionary.close();
    manager.close();
  }
}
