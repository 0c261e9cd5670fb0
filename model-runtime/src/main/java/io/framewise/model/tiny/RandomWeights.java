package io.framewise.model.tiny;

import io.framewise.model.checkpoint.ExpectedTensors;
import io.framewise.model.checkpoint.ModelConfig;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.DoubleSupplier;
import java.util.function.IntToDoubleFunction;

/**
 * Random weights that keep the signal alive from pixel to logit: norms near one, branches that
 * count, biases that are not zero, attention that is not flat.
 */
final class RandomWeights {

  private static final int INSIDE_LAST = 2;

  private final DoubleSupplier normal;
  private final IntToDoubleFunction headScale;

  /** Weights from a supply of normal numbers. */
  RandomWeights(DoubleSupplier normal) {
    this(normal, token -> 1);
  }

  /** The same with a factor for each token's row of the head. */
  RandomWeights(DoubleSupplier normal, IntToDoubleFunction headScale) {
    this.normal = normal;
    this.headScale = headScale;
  }

  /** Adds all tensors of a configuration under the names that Transformers stores. */
  void add(SafetensorsWriter writer, ModelConfig config, TinyVariant variant) {
    Map<String, List<Long>> shapes = new TreeMap<>();
    for (ExpectedTensors.Group group : ExpectedTensors.of(config)) {
      group.shapes().forEach(shapes::put);
    }
    shapes.keySet().removeIf(name -> unused(name, variant));
    shapes.forEach((name, shape) -> writer.add(stored(name), shape, numbers(name, shape)));
  }

  static boolean unused(String name, TinyVariant variant) {
    boolean visual = name.startsWith("vision_tower.");
    boolean norm = name.endsWith("q_norm.weight") || name.endsWith("k_norm.weight");
    if (name.endsWith("_proj.bias")) {
      return visual ? variant.queryKeyNorm() : !variant.textBias();
    }
    boolean head = name.equals("lm_head.weight");
    return (norm && visual && !variant.queryKeyNorm()) || (head && variant.tied());
  }

  private static String stored(String name) {
    if (name.equals("lm_head.weight")) {
      return "language_model.lm_head.weight";
    }
    return name.replaceFirst("^language_model\\.", "language_model.model.");
  }

  private SafetensorsWriter.Numbers numbers(String name, List<Long> shape) {
    long rowLength = shape.stream().skip(1).reduce(1L, Math::multiplyExact);
    double mean = mean(name);
    double deviation = deviation(name, shape, rowLength);
    if (name.equals("lm_head.weight")) {
      return index ->
          (float) (mean + normal.getAsDouble() * deviation)
              * (float) headScale.applyAsDouble((int) (index / rowLength));
    }
    return index -> (float) (mean + normal.getAsDouble() * deviation);
  }

  private static double mean(String name) {
    boolean norm = name.contains("norm") && name.endsWith("weight");
    if (name.contains("lambda")) {
      return 0.5;
    }
    return norm ? 1 : 0;
  }

  private static double deviation(String name, List<Long> shape, long rowLength) {
    boolean positions = name.contains(".embeddings.") && !name.contains("projection");
    if (positions || name.endsWith("embed_tokens.weight")) {
      return 0.5;
    }
    if (shape.size() < INSIDE_LAST) {
      return 0.1;
    }
    boolean sharp = name.contains("q_proj") || name.contains("k_proj");
    return (sharp ? 2 : 1) / Math.sqrt((double) rowLength);
  }
}
