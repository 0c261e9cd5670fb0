package io.framewise.model.checkpoint;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * The tensors that a configuration calls for, in groups. Configurations are silent or wrong about
 * biases and norms of queries and keys, so a group may be optional; but a group is there as a whole
 * or not at all.
 */
public final class ExpectedTensors {

  /**
   * Tensors that come together.
   *
   * @param required whether every checkpoint has them
   * @param shapes internal name to shape
   */
  public record Group(boolean required, Map<String, List<Long>> shapes) {}

  private final ModelConfig config;
  private final Map<String, List<Long>> core = new TreeMap<>();
  private final Map<String, List<Long>> visionBias = new TreeMap<>();
  private final Map<String, List<Long>> visionQueryKeyNorm = new TreeMap<>();
  private final Map<String, List<Long>> textBias = new TreeMap<>();

  private ExpectedTensors(ModelConfig config) {
    this.config = config;
  }

  /** The groups of a configuration: the core, biases, norms of queries and keys, the head. */
  public static List<Group> of(ModelConfig config) {
    ExpectedTensors expected = new ExpectedTensors(config);
    expected.visionTower();
    expected.projector();
    expected.languageModel();
    List<Group> groups = new ArrayList<>();
    groups.add(new Group(true, expected.core));
    groups.add(new Group(false, expected.visionBias));
    groups.add(new Group(false, expected.visionQueryKeyNorm));
    groups.add(new Group(false, expected.textBias));
    groups.add(new Group(config.text().ownHead(), Map.of("lm_head.weight", expected.vocabulary())));
    return groups;
  }

  private List<Long> vocabulary() {
    return List.of((long) config.text().vocabulary(), (long) config.text().hidden());
  }

  private void visionTower() {
    VisionConfig vision = config.vision();
    long width = vision.hidden();
    long patch = vision.patchSize();
    String embeddings = "vision_tower.embeddings.";
    core.put(embeddings + "cls_token", List.of(1L, 1L, width));
    core.put(
        embeddings + "position_embeddings",
        List.of(1L, 1L + (long) vision.grid() * vision.grid(), width));
    core.put(embeddings + "patch_embeddings.projection.weight", List.of(width, 3L, patch, patch));
    core.put(embeddings + "patch_embeddings.projection.bias", List.of(width));
    for (int i = 0; i < vision.layers(); i++) {
      visionLayer("vision_tower.encoder.layer." + i + ".", vision);
    }
  }

  private void visionLayer(String layer, VisionConfig vision) {
    int width = vision.hidden();
    for (String part : List.of("q", "k", "v")) {
      String projection = layer + "attention." + part + "_proj.";
      core.put(projection + "weight", shape(width, width));
      visionBias.put(projection + "bias", shape(width));
    }
    visionQueryKeyNorm.put(layer + "attention.q_norm.weight", shape(width));
    visionQueryKeyNorm.put(layer + "attention.k_norm.weight", shape(width));
    linear(layer + "attention.projection_layer.", width, width);
    linear(layer + "mlp.fc1.", vision.intermediate(), width);
    linear(layer + "mlp.fc2.", width, vision.intermediate());
    for (String norm : List.of("layernorm_before.", "layernorm_after.")) {
      core.put(layer + norm + "weight", shape(width));
      if (!vision.rmsNorm()) {
        core.put(layer + norm + "bias", shape(width));
      }
    }
    core.put(layer + "lambda_1", shape(width));
    core.put(layer + "lambda_2", shape(width));
  }

  private void projector() {
    int width = config.text().hidden();
    core.put("multi_modal_projector.layer_norm.weight", shape(config.unshuffled()));
    core.put("multi_modal_projector.layer_norm.bias", shape(config.unshuffled()));
    linear("multi_modal_projector.linear_1.", width, config.unshuffled());
    linear("multi_modal_projector.linear_2.", width, width);
  }

  private void languageModel() {
    TextConfig text = config.text();
    core.put("language_model.embed_tokens.weight", vocabulary());
    core.put("language_model.norm.weight", shape(text.hidden()));
    for (int i = 0; i < text.layers(); i++) {
      textLayer("language_model.layers." + i + ".", text);
    }
  }

  private void textLayer(String layer, TextConfig text) {
    int width = text.hidden();
    int queries = text.heads() * text.headDim();
    int keys = text.keyValueHeads() * text.headDim();
    Map<String, Integer> parts = Map.of("q", queries, "k", keys, "v", keys);
    parts.forEach(
        (part, rows) -> {
          core.put(layer + "self_attn." + part + "_proj.weight", shape(rows, width));
          textBias.put(layer + "self_attn." + part + "_proj.bias", shape(rows));
        });
    if (text.queryKeyNorm()) {
      core.put(layer + "self_attn.q_norm.weight", shape(text.headDim()));
      core.put(layer + "self_attn.k_norm.weight", shape(text.headDim()));
    }
    core.put(layer + "self_attn.o_proj.weight", shape(width, queries));
    core.put(layer + "mlp.gate_proj.weight", shape(text.intermediate(), width));
    core.put(layer + "mlp.up_proj.weight", shape(text.intermediate(), width));
    core.put(layer + "mlp.down_proj.weight", shape(width, text.intermediate()));
    core.put(layer + "input_layernorm.weight", shape(width));
    core.put(layer + "post_attention_layernorm.weight", shape(width));
  }

  private void linear(String name, int out, int in) {
    core.put(name + "weight", shape(out, in));
    core.put(name + "bias", shape(out));
  }

  private static List<Long> shape(int length) {
    return List.of((long) length);
  }

  private static List<Long> shape(int rows, int columns) {
    return List.of((long) rows, (long) columns);
  }
}
