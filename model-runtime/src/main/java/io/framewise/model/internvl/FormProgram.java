package io.framewise.model.internvl;

import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.checkpoint.StoredTensor;
import io.framewise.model.checkpoint.StoredType;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/** The program's methods that make weights and look at what their forms compute. */
final class FormProgram {

  private final Program program;
  private final ComputeType type;

  FormProgram(Program program, ComputeType type) {
    this.program = program;
    this.type = type;
  }

  ComputeType type() {
    return type;
  }

  /** The tensors of a weight in a form; they belong to {@code manager}. */
  NDList made(PtNDManager manager, WeightForm form, StoredTensor tensor, String device) {
    try (PtNDManager step = manager.newSubManager(manager.getDevice());
        Arguments arguments = new Arguments()) {
      weight(step, arguments, form, tensor, device);
      return program.tensors(manager, "weight", arguments);
    }
  }

  /** The same, and one more: what its products are held against. */
  NDList madeToCheck(PtNDManager manager, WeightForm form, StoredTensor tensor) {
    try (PtNDManager step = manager.newSubManager(manager.getDevice());
        Arguments arguments = new Arguments()) {
      weight(step, arguments, form, tensor, Devices.CPU);
      return program.tensors(manager, "weight_to_check", arguments);
    }
  }

  /**
   * How far a weight's products with the inputs are off at worst.
   *
   * @param made what {@link #madeToCheck} returned
   */
  double off(
      PtNDManager manager, WeightForm form, NDList made, TrialInputs inputs, boolean plainProduct) {
    try (PtNDManager step = manager.newSubManager(manager.getDevice());
        Arguments arguments = new Arguments()) {
      arguments
          .text(form.label())
          .text(form.suffixes())
          .tensors(tensors(made.subList(0, made.size() - 1)))
          .tensor(made.get(made.size() - 1))
          .number(type.torchNumber())
          .tensor(inputs.tensor(step))
          .numbers(inputs.rows().stream().map(Integer::longValue).toList())
          .flag(plainProduct);
      return program.tensor(step, "products_off", arguments).getFloat(0);
    }
  }

  private static List<PtNDArray> tensors(List<NDArray> arrays) {
    return arrays.stream().map(array -> (PtNDArray) array).toList();
  }

  private void weight(
      PtNDManager step, Arguments arguments, WeightForm form, StoredTensor tensor, String device) {
    List<PtNDArray> blocks = new ArrayList<>();
    for (int i = 0; i < tensor.blocks().size(); i++) {
      ByteBuffer block = tensor.blocks().get(i);
      PtNDArray bytes = step.create(block, new Shape(block.limit()), DataType.INT8);
      boolean same = tensor.types().get(i) == tensor.type();
      blocks.add(same ? bytes : widened(step, bytes, tensor.types().get(i)));
    }
    arguments
        .text(form.label())
        .tensors(blocks)
        .number(ComputeType.torchNumber(tensor.type()))
        .numbers(tensor.shape())
        .number(type.torchNumber())
        .text(device);
  }

  /** The bytes of the same numbers in single precision. */
  private PtNDArray widened(PtNDManager step, PtNDArray bytes, StoredType stored) {
    try (Arguments arguments = new Arguments()) {
      arguments.tensor(bytes).number(ComputeType.torchNumber(stored));
      return (PtNDArray) program.tensor(step, "widened_block", arguments);
    }
  }

  /** The product of a weight with some rows of input, which must be of the own type. */
  NDArray product(PtNDManager manager, WeightForm form, NDList parts, NDArray input) {
    try (Arguments arguments = new Arguments()) {
      arguments.text(form.suffixes()).tensors(tensors(parts)).tensor(input);
      return program.tensor(manager, "product", arguments);
    }
  }

  /** Numbers in the type that the model computes in. */
  NDArray computed(PtNDManager manager, NDArray numbers) {
    try (Arguments arguments = new Arguments()) {
      return program.tensor(
          manager, "computed", arguments.tensor(numbers).number(type.torchNumber()));
    }
  }

  /**
   * How far attention by group is off, see common.torchscript for the shapes.
   *
   * @param bars whether some slots are barred
   */
  double attentionOff(
      PtNDManager step, NDList queriesKeysValuesBarred, boolean bars, boolean causal) {
    try (Arguments arguments = new Arguments()) {
      queriesKeysValuesBarred.forEach(arguments::tensor);
      arguments.flag(bars).flag(causal).number(type.torchNumber());
      return program.tensor(step, "attention_off", arguments).getFloat(0);
    }
  }

  /** Runs one of the two kinds of attention. */
  void attention(PtNDManager manager, boolean byGroup, NDList queriesKeysValues) {
    try (PtNDManager step = manager.newSubManager(manager.getDevice());
        Arguments arguments = new Arguments()) {
      queriesKeysValues.forEach(arguments::tensor);
      arguments.flag(byGroup);
      program.tensor(step, "attention_of_kind", arguments);
    }
  }

  /** Whether oneDNN's own operators compute in this type on this processor. */
  boolean onednn() {
    try (Arguments arguments = new Arguments()) {
      arguments.number(type.torchNumber()).text(Devices.CPU);
      try (var can = program.value("onednn", arguments)) {
        return can.toBoolean();
      }
    }
  }
}
