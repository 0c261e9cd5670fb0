package io.framewise.model.checkpoint;

import io.framewise.contract.UserError;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares the tensors that are there with those that the configuration calls for. */
final class TensorCheck {

  private static final int NAMED = 5;

  private TensorCheck() {}

  /**
   * Fails unless exactly the expected tensors are there, in their shapes.
   *
   * @throws UserError that names the first few tensors which are missing, too many or misshapen
   */
  static void check(Path directory, ModelConfig config, Map<String, StoredTensor> tensors) {
    List<String> missing = new ArrayList<>();
    List<String> misshapen = new ArrayList<>();
    Set<String> extra = new TreeSet<>(tensors.keySet());
    for (ExpectedTensors.Group group : ExpectedTensors.of(config)) {
      boolean present =
          group.required() || group.shapes().keySet().stream().anyMatch(tensors::containsKey);
      group
          .shapes()
          .forEach(
              (name, shape) -> {
                StoredTensor tensor = tensors.get(name);
                extra.remove(name);
                if (tensor == null && present) {
                  missing.add(name);
                } else if (tensor != null && !tensor.shape().equals(shape)) {
                  misshapen.add(name + " is " + tensor.shape() + " instead of " + shape);
                }
              });
    }
    List<String> problems = new ArrayList<>();
    describe("missing", missing, problems);
    describe("of another shape", misshapen, problems);
    describe("not known", List.copyOf(extra), problems);
    if (!problems.isEmpty()) {
      throw new UserError(
          directory + ": the tensors do not fit config.json: " + String.join("; ", problems),
          "copy config.json and the safetensors files of one and the same checkpoint");
    }
  }

  private static void describe(String what, List<String> names, List<String> problems) {
    if (!names.isEmpty()) {
      String listed = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
      int more = names.size() - NAMED;
      problems.add(what + ": " + listed + (more > 0 ? " and " + more + " more" : ""));
    }
  }
}
