package io.framewise.model.tiny;

import io.framewise.model.checkpoint.ExpectedTensors;
import io.framewise.model.checkpoint.ModelConfig;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/**
 * Random weights that keep the signal alive from pixel to logit: norms near one, branches that
 * count, biases that are not zero, attention that is not flat.
 */
final class TinyWeights {

  private static final int INSIDE_LAST = 2;

  private final TinyVocabulary vocabulary;
  private final Random random;

  TinyWeights(TinyVocabulary vocabulary, long seed) {
    this.vocabulary = vocabulary;
    random = new Random(seed);
  }

  /** Adds all tensors of a configuration under the names that Transformers stores. */
  void add(SafetensorsWriter writer, ModelConfig config, TinyVariant variant) {
    Map<String, List<Long>> shapes = new TreeMap<>();
    for (ExpectedTensors.Group group : ExpectedTensors.of(config)) {
      group.shapes().forEach(shapes::put);
    }
    shapes.keySet().removeIf(name -> unused(name, variant));
    shapes.forEach((name, shape) -> writer.add(stored(name), shape, values(name, shape)));
  }

  private static boolean unused(String name, TinyVariant variant) {
    boolean visual = name.startsWith("vision_tower.");
    boolean norm = name.endsWith("q_norm.weight") || name.endsWith("k_norm.weight");
    if (name.endsWith("_proj.bias")) {
      return visual ? variant.queryKeyNorm() : !variant.textBias();
    }
    boolean head = name.equals("lm_head.weight");
    return (norm && !variant.queryKeyNorm()) || (head && variant.tied());
  }

  private static String stored(String name) {
    if (name.equals("lm_head.weight")) {
      return "language_model.lm_head.weight";
    }
    return name.replaceFirst("^language_model\\.", "language_model.model.");
  }

  private float[] values(String name, List<Long> shape) {
    int size = shape.stream().reduce(1L, Math::multiplyExact).intValue();
    int rowLength = size / shape.get(0).intValue();
    float[] values = new float[size];
    for (int i = 0; i < size; i++) {
      values[i] = (float) (mean(name) + random.nextGaussian() * deviation(name, shape, rowLength));
      if (name.equals("lm_head.weight")) {
        values[i] *= headScale(i / rowLength);
      }
    }
    return values;
  }

  private static double mean(String name) {
    boolean norm = name.contains("norm") && name.endsWith("weight");
    if (name.contains("lambda")) {
      return 0.5;
    }
    return norm ? 1 : 0;
  }

  private static double deviation(String name, List<Long> shape, int rowLength) {
    boolean positions = name.contains(".embeddings.") && !name.contains("projection");
    if (positions || name.endsWith("embed_tokens.weight")) {
      return 0.5;
    }
    if (shape.size() < INSIDE_LAST) {
      return 0.1;
    }
    boolean sharp = name.contains("q_proj") || name.contains("k_proj");
    return (sharp ? 2 : 1) / Math.sqrt(rowLength);
  }

  /** Words and ends rather than letters, and no bytes that are not text by themselves. */
  private float headScale(int token) {
    if (vocabulary.word(token) || token == vocabulary.id("<|im_end|>")) {
      return 1.5f;
    }
    return vocabulary.readable(token) ? 1 : 0;
  }
}
