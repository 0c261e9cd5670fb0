package io.framewise.model.checkpoint;

import java.util.Map;
import java.util.TreeMap;

/**
 * The original format keeps queries, keys and values of the vision tower in one tensor, its rows in
 * three blocks in this order. Here each block becomes a tensor of its own over the same bytes.
 */
final class FusedProjections {

  private static final String FUSED = ".attention.qkv.";
  private static final String[] PARTS = {"q", "k", "v"};

  private FusedProjections() {}

  /** The tensors by internal name, with fused ones taken apart. */
  static Map<String, StoredTensor> split(Map<String, StoredTensor> tensors) {
    Map<String, StoredTensor> split = new TreeMap<>();
    tensors.forEach(
        (name, tensor) -> {
          if (name.contains(FUSED) && tensor.shape().get(0) % PARTS.length == 0) {
            long rows = tensor.shape().get(0) / PARTS.length;
            for (int i = 0; i < PARTS.length; i++) {
              split.put(
                  name.replace(FUSED, ".attention." + PARTS[i] + "_proj."),
                  tensor.rows(i * rows, (i + 1) * rows));
            }
          } else {
            split.put(name, tensor);
          }
        });
    return split;
  }
}
