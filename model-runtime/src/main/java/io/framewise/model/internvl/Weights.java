package io.framewise.model.internvl;

import ai.djl.ndarray.NDList;
import ai.djl.pytorch.engine.PtNDArray;
import ai.djl.pytorch.engine.PtNDManager;
import ai.djl.pytorch.jni.IValue;
import io.framewise.model.checkpoint.StoredTensor;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * All weights as one value that every call shares. They are read from the mapped files as bytes and
 * converted inside the program, because DJL aborts the process on a bfloat16 tensor of its own.
 */
final class Weights implements AutoCloseable {

  /** In the dictionary where weights that are widened for one product are multiplied plainly. */
  static final String PLAIN_PRODUCT = "plain product";

  /** In the dictionary where libtorch's own attention is used. */
  static final String PLAIN_ATTENTION = "plain attention";

  private final PtNDManager manager;
  private final IValue dictionary;

  private Weights(PtNDManager manager, IValue dictionary) {
    this.manager = manager;
    this.dictionary = dictionary;
  }

  /**
   * Loads all weights.
   *
   * @param tensors of all layers, in the order in which they are loaded
   * @param check chooses among the forms that the plan wishes and those that compute right
   * @param attention is looked at too, beside the weights whose time is not taken
   */
  static Weights load(
      PtNDManager parent,
      FormProgram program,
      Map<String, StoredTensor> tensors,
      WeightPlan plan,
      FormCheck check,
      AttentionTrial attention) {
    PtNDManager manager = (PtNDManager) parent.newSubManager();
    try {
      Map<String, PtNDArray> loaded = new HashMap<>();
      tensors.forEach(
          (name, tensor) -> {
            if (!check.times(name)) {
              attention.begin();
            }
            WeightForm form = plan.form(name, tensor);
            String device = plan.devices().of(name);
            Consumer<FormCheck.Made> taker = made -> put(loaded, name, made);
            if (WeightPlan.linear(name, tensor)) {
              check.make(manager, name, tensor, form, device, taker);
            } else {
              NDList parts = program.made(manager, form, tensor, device);
              taker.accept(new FormCheck.Made(form, parts));
            }
            tensor.release();
          });
      check.finish();
      if (!tensors.containsKey(WeightPlan.HEAD)) {
        loaded.put(WeightPlan.HEAD, loaded.get("language_model.embed_tokens.weight"));
      }
      // The program asks only whether these are there.
      if (check.plainProduct()) {
        loaded.put(PLAIN_PRODUCT, (PtNDArray) manager.create(0f));
      }
      if (!attention.finding().used()) {
        loaded.put(PLAIN_ATTENTION, (PtNDArray) manager.create(0f));
      }
      return new Weights(manager, IValue.stringMapFrom(loaded));
    } catch (RuntimeException e) {
      check.abandon();
      manager.close();
      throw e;
    }
  }

  /**
   * The tensors of all layers, parts that read the same input together: those that must come first,
   * then the largest first, since what it takes in passing counts least while little is there.
   */
  static Map<String, StoredTensor> inOrder(
      Map<String, StoredTensor> joined, Collection<String> first) {
    Map<String, StoredTensor> ordered = new LinkedHashMap<>();
    first.forEach(name -> ordered.put(name, joined.get(name)));
    joined.entrySet().stream()
        .sorted(Comparator.comparingLong(entry -> -entry.getValue().bytes()))
        .forEach(entry -> ordered.putIfAbsent(entry.getKey(), entry.getValue()));
    return ordered;
  }

  private static void put(Map<String, PtNDArray> loaded, String name, FormCheck.Made made) {
    for (int i = 0; i < made.parts().size(); i++) {
      loaded.put(made.form().name(name, i), (PtNDArray) made.parts().get(i));
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
