package io.framewise.model.internvl;

import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import io.framewise.model.checkpoint.StoredTensor;
import io.framewise.model.checkpoint.StoredType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Comparator;
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
      PtNDManager parent, Program program, Map<String, StoredTensor> tensors, WeightPlan plan) {
    PtNDManager manager = (PtNDManager) parent.newSubManager();
    try {
      Map<String, PtNDArray> loaded = new HashMap<>();
      // The largest first: what it takes in passing then counts least.
      JoinedProjections.of(tensors).entrySet().stream()
          .sorted(Comparator.comparingLong(entry -> -entry.getValue().bytes()))
          .forEach(
              entry -> {
                WeightForm form = plan.form(entry.getKey(), entry.getValue());
                NDList parts = load(manager, program, entry, form, plan);
                for (int i = 0; i < parts.size(); i++) {
                  loaded.put(form.name(entry.getKey(), i), (PtNDArray) parts.get(i));
                }
                entry.getValue().release();
              });
      if (!tensors.containsKey("lm_head.weight")) {
        loaded.put("lm_head.weight", loaded.get("language_model.embed_tokens.weight"));
      }
      return new Weights(manager, IValue.stringMapFrom(loaded));
    } catch (RuntimeException e) {
      manager.close();
      throw e;
    }
  }

  private static NDList load(
      PtNDManager manager,
      Program program,
      Map.Entry<String, StoredTensor> entry,
      WeightForm form,
      WeightPlan plan) {
    StoredTensor tensor = entry.getValue();
    try (PtNDManager step = manager.newSubManager(manager.getDevice());
        Arguments arguments = new Arguments()) {
      List<PtNDArray> blocks = new ArrayList<>();
      for (int i = 0; i < tensor.blocks().size(); i++) {
        ByteBuffer block = tensor.blocks().get(i);
        PtNDArray bytes = step.create(block, new Shape(block.limit()), DataType.INT8);
        boolean same = tensor.types().get(i) == tensor.type();
        blocks.add(same ? bytes : widened(step, program, bytes, tensor.types().get(i)));
      }
      arguments
          .tensors(blocks)
          .number(ComputeType.torchNumber(tensor.type()))
          .numbers(tensor.shape())
          .number(plan.type().torchNumber())
          .text(plan.devices().of(entry.getKey()));
      return program.tensors(manager, form.method(), arguments);
    }
  }

  /** The bytes of the same numbers in single precision. */
  private static PtNDArray widened(
      PtNDManager step, Program program, PtNDArray bytes, StoredType type) {
    try (Arguments arguments = new Arguments()) {
      arguments.tensor(bytes).number(ComputeType.torchNumber(type));
      return (PtNDArray) program.tensor(step, "widened", arguments);
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
