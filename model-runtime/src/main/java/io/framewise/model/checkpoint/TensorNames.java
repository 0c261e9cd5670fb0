package io.framewise.model.checkpoint;

import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * One naming for both formats and for the prefixes that tools write: {@code vision_tower.…}, {@code
 * multi_modal_projector.…}, {@code language_model.…}, {@code lm_head.weight}.
 */
final class TensorNames {

  /** The original format's names; the first that matches applies, then the next of its part. */
  private static final List<Map.Entry<String, String>> ORIGINAL_VISION =
      List.of(
          Map.entry("vision_model.", "vision_tower."),
          Map.entry(".class_embedding", ".cls_token"),
          Map.entry(".position_embedding", ".position_embeddings"),
          Map.entry(".patch_embedding.", ".patch_embeddings.projection."),
          Map.entry(".encoder.layers.", ".encoder.layer."),
          Map.entry(".ls1", ".lambda_1"),
          Map.entry(".ls2", ".lambda_2"),
          Map.entry(".norm1.", ".layernorm_before."),
          Map.entry(".norm2.", ".layernorm_after."),
          Map.entry(".attn.proj.", ".attention.projection_layer."));

  private static final Set<String> HEADS =
      Set.of("language_model.lm_head.weight", "language_model.output.weight");

  private static final Map<String, String> ORIGINAL_PROJECTOR =
      Map.of(
          "mlp1.0.", "multi_modal_projector.layer_norm.",
          "mlp1.1.", "multi_modal_projector.linear_1.",
          "mlp1.3.", "multi_modal_projector.linear_2.");

  /** InternLM's names, which the original format keeps whatever the language model really is. */
  private static final List<Map.Entry<String, String>> INTERNLM =
      List.of(
          Map.entry(".tok_embeddings.", ".embed_tokens."),
          Map.entry(".attention.wo.", ".self_attn.o_proj."),
          Map.entry(".attention.wqkv.", ".self_attn.wqkv."),
          Map.entry(".feed_forward.w1.", ".mlp.gate_proj."),
          Map.entry(".feed_forward.w2.", ".mlp.down_proj."),
          Map.entry(".feed_forward.w3.", ".mlp.up_proj."),
          Map.entry(".attention_norm.", ".input_layernorm."),
          Map.entry(".ffn_norm.", ".post_attention_layernorm."));

  private TensorNames() {}

  static String internal(String stored) {
    if (stored.startsWith("vision_model.")) {
      return vision(stored);
    }
    if (stored.startsWith("mlp1.")) {
      String prefix = stored.substring(0, Math.min(stored.length(), 7));
      return ORIGINAL_PROJECTOR.getOrDefault(prefix, prefix) + stored.substring(prefix.length());
    }
    String name = stored.startsWith("model.") ? stored.substring("model.".length()) : stored;
    if (HEADS.contains(name)) {
      return "lm_head.weight";
    }
    if (name.startsWith("language_model.")) {
      return replaced(name.replaceFirst("^language_model\\.model\\.", "language_model."), INTERNLM);
    }
    // One published conversion tool leaves the norms of the queries and keys under their old name.
    return name.startsWith("vision_tower.") ? name.replace(".attn.", ".attention.") : name;
  }

  private static String vision(String stored) {
    return replaced(stored, ORIGINAL_VISION).replace(".attn.", ".attention.");
  }

  private static String replaced(String stored, List<Map.Entry<String, String>> rules) {
    String name = stored;
    for (Map.Entry<String, String> rule : rules) {
      name = name.replace(rule.getKey(), rule.getValue());
    }
    return name;
  }
}
