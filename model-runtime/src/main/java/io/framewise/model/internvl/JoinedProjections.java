package io.framewise.model.internvl;

import io.framewise.model.checkpoint.StoredTensor;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;

/**
 * Linear layers that read the same input become one, their rows in turn: one multiplication instead
 * of several small ones. The kernels that look at patches, which do not overlap, become the rows of
 * one.
 */
final class JoinedProjections {

  private static final Map<String, List<String>> PARTS =
      Map.of(
          ".qkv_proj.", List.of(".q_proj.", ".k_proj.", ".v_proj."),
          ".gate_up_proj.", List.of(".gate_proj.", ".up_proj."));

  /** The layer that looks at pixels. */
  static final String KERNELS = "vision_tower.embeddings.patch_embeddings.projection.weight";

  private JoinedProjections() {}

  /** The tensors by internal name, with parts put together over the same bytes. */
  static Map<String, StoredTensor> of(Map<String, StoredTensor> tensors) {
    Map<String, StoredTensor> joined = new TreeMap<>(tensors);
    PARTS.forEach((whole, parts) -> join(joined, whole, parts));
    joined.computeIfPresent(KERNELS, (name, kernels) -> inRows(kernels));
    return joined;
  }

  private static StoredTensor inRows(StoredTensor kernels) {
    List<Long> shape = kernels.shape();
    long columns = shape.stream().skip(1).reduce(1L, Math::multiplyExact);
    return new StoredTensor(
        kernels.type(),
        List.of(shape.get(0), columns),
        kernels.blocks(),
        kernels.types(),
        kernels.mapped());
  }

  private static void join(Map<String, StoredTensor> tensors, String whole, List<String> parts) {
    List<String> firsts =
        tensors.keySet().stream().filter(name -> name.contains(parts.get(0))).toList();
    for (String first : firsts) {
      List<StoredTensor> found =
          parts.stream()
              .map(part -> tensors.remove(first.replace(parts.get(0), part)))
              .map(Objects::requireNonNull)
              .toList();
      tensors.put(first.replace(parts.get(0), whole), StoredTensor.joined(found));
    }
  }
}
