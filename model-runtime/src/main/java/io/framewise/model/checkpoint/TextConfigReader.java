package io.framewise.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Reads the language model's part of config.json. Whether there are biases is told by the tensors.
 */
final class TextConfigReader {

  private static final String QWEN3 = "qwen3";

  /**
   * InternLM 2 and 3 compute as Llama does; Qwen2 too, with biases; Qwen3 norms queries and keys.
   */
  private static final Set<String> FAMILIES =
      Set.of("qwen2", QWEN3, "llama", "internlm2", "internlm3");

  private static final Set<String> LONG_BY_DEFAULT = Set.of("qwen2", QWEN3, "internlm3");

  /** Language models of InternVL3.5 in which a token goes through some experts of many. */
  private static final Set<String> MIXTURES = Set.of("qwen3_moe", "gpt_oss");

  private static final int QWEN3_HEAD = 128;

  private TextConfigReader() {}

  static TextConfig read(ConfigSection text, boolean ownHead) {
    String family = family(text);
    text.only("hidden_act", Set.of("silu"));
    if (text.flag("use_sliding_window")) {
      throw text.unusable("use_sliding_window is true");
    }
    text.onlyListed("layer_types", "full_attention");
    int hidden = text.number("hidden_size");
    int heads = text.number("num_attention_heads");
    boolean qwen3 = family.equals(QWEN3);
    int headDim = text.number("head_dim", qwen3 ? QWEN3_HEAD : hidden / heads);
    return new TextConfig(
        hidden,
        ConfigReader.layers(text, text.number("num_hidden_layers")),
        heads,
        text.number("num_key_value_heads", heads),
        headDim,
        text.number("intermediate_size"),
        text.number("vocab_size"),
        text.real("rms_norm_eps", 1e-6),
        rotary(text, family),
        qwen3,
        ownHead);
  }

  private static String family(ConfigSection text) {
    String family = text.text("model_type", "qwen2");
    if (MIXTURES.contains(family)) {
      throw text.unusable(
          "model_type is " + family + ", a mixture of experts",
          "give a dense member, such as InternVL3_5-8B");
    }
    text.only("model_type", FAMILIES);
    return family;
  }

  /** Version 5 of Transformers writes rope_parameters, earlier ones rope_theta and rope_scaling. */
  private static RotaryConfig rotary(ConfigSection text, String family) {
    double theta = text.real("rope_theta", 10_000);
    double factor = 1;
    text.only("partial_rotary_factor", 1);
    for (String key : List.of("rope_scaling", "rope_parameters")) {
      if (text.has(key)) {
        ConfigSection rope = text.section(key);
        rope.only("rope_type", Set.of("default", "dynamic"));
        rope.only("type", Set.of("default", "dynamic"));
        rope.only("partial_rotary_factor", 1);
        checkPlain(rope);
        theta = rope.real("rope_theta", theta);
        if (rope.text("rope_type", rope.text("type", "default")).equals("dynamic")) {
          factor = factor(rope);
        }
      }
    }
    int absent = LONG_BY_DEFAULT.contains(family) ? 32_768 : 2048;
    return new RotaryConfig(theta, text.number("max_position_embeddings", absent), factor);
  }

  /** One set of positions for all layers, whose kind is told where there is anything to tell. */
  private static void checkPlain(ConfigSection rope) {
    for (Map.Entry<String, JsonNode> entry : rope.node().properties()) {
      if (entry.getValue().isObject()) {
        throw rope.unusable(
            entry.getKey()
                + " is an object, only one set of positions for all layers is supported");
      }
    }
    if (rope.has("factor") && !rope.has("rope_type") && !rope.has("type")) {
      throw rope.unusable("factor is there without a type, so it is not known what it scales");
    }
  }

  private static double factor(ConfigSection rope) {
    double factor = rope.real("factor", 0);
    if (factor < 1) {
      throw rope.unusable("factor is " + factor + ", a dynamic rope_type needs 1 or more");
    }
    return factor;
  }
}
