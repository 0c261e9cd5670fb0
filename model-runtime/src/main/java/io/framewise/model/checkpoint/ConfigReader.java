package io.framewise.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.platform.lifecycle.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/**
 * Reads config.json of both published formats: {@code internvl} (Transformers, versions 4 and 5)
 * and {@code internvl_chat} (the original). Options that the program does not compute are refused
 * by name.
 */
final class ConfigReader {

  private static final ObjectMapper JSON = new ObjectMapper();

  private ConfigReader() {}

  static ModelConfig read(Path file) {
    ConfigSection root = new ConfigSection(file, "", parse(file));
    String type = root.text("model_type", "");
    ModelConfig config =
        switch (type) {
          case "internvl" -> transformers(root);
          case "internvl_chat" -> original(root);
          default -> throw root.unusable("model_type is '" + type + "'");
        };
    check(root, config);
    return config;
  }

  private static JsonNode parse(Path file) {
    try {
      return JSON.readTree(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UserError(file + " cannot be read as JSON", "copy the checkpoint again", e);
    }
  }

  private static ModelConfig transformers(ConfigSection root) {
    root.only("projector_hidden_act", Set.of("gelu"));
    root.only("vision_feature_layer", Set.of("-1"));
    root.only("vision_feature_select_strategy", Set.of("default"));
    root.only("downsample_ratio", Set.of("0.5"));
    return new ModelConfig(vision(root.section("vision_config"), 0), text(root, "text_config"));
  }

  private static ModelConfig original(ConfigSection root) {
    root.only("ps_version", Set.of("v2"));
    root.only("select_layer", Set.of("-1"));
    root.only("downsample_ratio", Set.of("0.5"));
    int imageSize = root.number("force_image_size", 0);
    return new ModelConfig(
        vision(root.section("vision_config"), imageSize), text(root, "llm_config"));
  }

  private static VisionConfig vision(ConfigSection vision, int forcedSize) {
    vision.only("hidden_act", Set.of("gelu"));
    vision.only("norm_type", Set.of("layer_norm", "rms_norm"));
    return new VisionConfig(
        forcedSize > 0 ? forcedSize : vision.number("image_size", 448),
        vision.number("patch_size", 14),
        vision.number("hidden_size", 1024),
        vision.number("num_hidden_layers", 24),
        vision.number("num_attention_heads", 16),
        vision.number("intermediate_size", 4096),
        vision.text("norm_type", "layer_norm").equals("rms_norm"),
        vision.real("layer_norm_eps", 1e-6));
  }

  private static TextConfig text(ConfigSection root, String key) {
    ConfigSection text = root.section(key);
    text.only("model_type", Set.of("qwen2", "llama", "internlm3"));
    text.only("hidden_act", Set.of("silu"));
    if (text.flag("use_sliding_window")) {
      throw text.unusable("use_sliding_window is true");
    }
    int hidden = text.number("hidden_size");
    int heads = text.number("num_attention_heads");
    return new TextConfig(
        hidden,
        text.number("num_hidden_layers"),
        heads,
        text.number("num_key_value_heads", heads),
        text.number("head_dim", hidden / heads),
        text.number("intermediate_size"),
        text.number("vocab_size"),
        text.real("rms_norm_eps", 1e-6),
        ropeTheta(text),
        text.number("max_position_embeddings", 32768));
  }

  /** Dynamic scaling changes nothing below the longest position, which is the limit here. */
  private static double ropeTheta(ConfigSection text) {
    Set<String> supported = Set.of("default", "dynamic");
    for (String key : Set.of("rope_parameters", "rope_scaling")) {
      if (text.has(key)) {
        text.section(key).only("rope_type", supported);
        text.section(key).only("type", supported);
      }
    }
    double theta = text.real("rope_theta", 10_000);
    return text.has("rope_parameters")
        ? text.section("rope_parameters").real("rope_theta", theta)
        : theta;
  }

  private static void check(ConfigSection root, ModelConfig config) {
    VisionConfig vision = config.vision();
    TextConfig text = config.text();
    if (vision.imageSize() % (2 * vision.patchSize()) != 0) {
      throw root.unusable("image size " + vision.imageSize() + " is not an even count of patches");
    }
    if (vision.hidden() % vision.heads() != 0) {
      throw root.unusable("the vision tower's width does not divide into its heads");
    }
    if (text.heads() % text.keyValueHeads() != 0 || text.headDim() % 2 != 0) {
      throw root.unusable("the language model's heads do not divide");
    }
    int told = root.number("image_seq_length", config.tokensPerTile());
    if (told != config.tokensPerTile()) {
      throw root.unusable(
          "image_seq_length is " + told + ", the sizes give " + config.tokensPerTile());
    }
  }
}
