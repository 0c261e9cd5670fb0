package io.framewise.model.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** Turns a tiny checkpoint in Transformers' format into the original one. */
final class OriginalFormat {

  private static final List<Map.Entry<String, String>> RULES =
      List.of(
          Map.entry("vision_tower.", "vision_model."),
          Map.entry("embeddings.cls_token", "embeddings.class_embedding"),
          Map.entry("embeddings.position_embeddings", "embeddings.position_embedding"),
          Map.entry("patch_embeddings.projection", "patch_embedding"),
          Map.entry("encoder.layer.", "encoder.layers."),
          Map.entry("lambda_1", "ls1"),
          Map.entry("lambda_2", "ls2"),
          Map.entry("layernorm_before", "norm1"),
          Map.entry("layernorm_after", "norm2"),
          Map.entry("attention.projection_layer", "attn.proj"),
          Map.entry("attention.", "attn."),
          Map.entry("multi_modal_projector.layer_norm", "mlp1.0"),
          Map.entry("multi_modal_projector.linear_1", "mlp1.1"),
          Map.entry("multi_modal_projector.linear_2", "mlp1.3"));

  private OriginalFormat() {}

  static Map<String, StoredTensor> tensors(Map<String, StoredTensor> tensors) {
    Map<String, StoredTensor> original = new TreeMap<>();
    tensors.forEach((name, tensor) -> original.put(renamed(name), tensor));
    for (String query : List.copyOf(original.keySet())) {
      if (query.contains(".attn.q_proj.")) {
        StoredTensor fused =
            StoredTensor.joined(
                List.of(
                    original.remove(query),
                    original.remove(query.replace("q_proj", "k_proj")),
                    original.remove(query.replace("q_proj", "v_proj"))));
        original.put(query.replace("q_proj", "qkv"), fused);
      }
    }
    return original;
  }

  private static String renamed(String name) {
    if (name.startsWith("language_model.")) {
      return name;
    }
    String renamed = name;
    for (Map.Entry<String, String> rule : RULES) {
      renamed = renamed.replace(rule.getKey(), rule.getValue());
    }
    return renamed;
  }

  static void config(ObjectNode root) {
    root.put("model_type", "internvl_chat");
    root.set("llm_config", root.remove("text_config"));
    root.remove(List.of("image_seq_length", "image_token_id"));
    root.put("ps_version", "v2").put("select_layer", -1).put("force_image_size", 112);
    ObjectNode vision = (ObjectNode) root.get("vision_config");
    vision.put("model_type", "intern_vit_6b").put("image_size", 112).put("patch_size", 14);
  }
}
