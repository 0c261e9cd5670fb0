package io.framewise.model.checkpoint;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Turns a tiny checkpoint in Transformers' format into the original one. A language model without
 * biases gets InternLM's names, as in InternVL3-9B.
 */
public final class OriginalFormat {

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

  private static final List<Map.Entry<String, String>> INTERNLM_RULES =
      List.of(
          Map.entry("model.embed_tokens", "model.tok_embeddings"),
          Map.entry("language_model.lm_head", "language_model.output"),
          Map.entry("self_attn.o_proj", "attention.wo"),
          Map.entry("mlp.gate_proj", "feed_forward.w1"),
          Map.entry("mlp.up_proj", "feed_forward.w3"),
          Map.entry("mlp.down_proj", "feed_forward.w2"),
          Map.entry("input_layernorm", "attention_norm"),
          Map.entry("post_attention_layernorm", "ffn_norm"));

  private OriginalFormat() {}

  /** Rewrites the files of a directory. */
  public static void rewrite(Path directory) {
    RewrittenCheckpoint files = RewrittenCheckpoint.existing(directory);
    TextConfig text = Checkpoint.open(directory).config().text();
    try {
      files.tensors(tensors(files.tensors(), text));
      files.config(OriginalFormat::config);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, StoredTensor> tensors(
      Map<String, StoredTensor> tensors, TextConfig text) {
    boolean internLm =
        tensors.keySet().stream().noneMatch(name -> name.endsWith("self_attn.q_proj.bias"))
            && !text.queryKeyNorm();
    Map<String, StoredTensor> original = new TreeMap<>();
    tensors.forEach(
        (name, tensor) -> {
          boolean language = name.startsWith("language_model.");
          List<Map.Entry<String, String>> rules = language ? INTERNLM_RULES : RULES;
          original.put(language && !internLm ? name : renamed(name, rules), tensor);
        });
    fuse(original, ".attn.q_proj.", ".attn.qkv.", 1);
    if (internLm) {
      fuse(original, ".self_attn.q_proj.", ".attention.wqkv.", text.keyValueHeads());
    }
    return original;
  }

  private static String renamed(String name, List<Map.Entry<String, String>> rules) {
    String renamed = name;
    for (Map.Entry<String, String> rule : rules) {
      renamed = renamed.replace(rule.getKey(), rule.getValue());
    }
    return renamed;
  }

  /** Queries, keys and values become one tensor: in each of so many groups, one after the other. */
  private static void fuse(
      Map<String, StoredTensor> tensors, String queries, String fused, int groups) {
    for (String query : List.copyOf(tensors.keySet())) {
      if (query.contains(queries)) {
        List<StoredTensor> parts = new ArrayList<>();
        for (String part : List.of("q_proj", "k_proj", "v_proj")) {
          parts.add(tensors.remove(query.replace("q_proj", part)));
        }
        List<StoredTensor> grouped = new ArrayList<>();
        for (int i = 0; i < groups; i++) {
          for (StoredTensor part : parts) {
            long rows = part.shape().get(0) / groups;
            grouped.add(part.rows(i * rows, (i + 1) * rows));
          }
        }
        tensors.put(query.replace(queries, fused), StoredTensor.joined(grouped));
      }
    }
  }

  private static void config(ObjectNode root) {
    root.put("model_type", "internvl_chat");
    ObjectNode text = (ObjectNode) root.remove("text_config");
    if (text.get("model_type").asText().equals("llama")) {
      text.put("model_type", "internlm2");
    }
    root.set("llm_config", text);
    root.remove(List.of("image_seq_length", "image_token_id"));
    root.put("ps_version", "v2").put("select_layer", -1).put("force_image_size", 112);
    ObjectNode vision = (ObjectNode) root.get("vision_config");
    vision.put("model_type", "intern_vit_6b").put("image_size", 112).put("patch_size", 14);
  }
}
