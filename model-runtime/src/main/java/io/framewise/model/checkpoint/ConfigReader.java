package io.framewise.model.checkpoint;

import java.nio.file.Path;
import java.util.List;
import java.util.Set;

/**
 * Reads config.json of both published formats: {@code internvl} (Transformers, versions 4 and 5)
 * and {@code internvl_chat} (the original). Options that the program does not compute are refused
 * by name.
 */
final class ConfigReader {

  /** No published model has a third of it. */
  private static final int MOST_LAYERS = 512;

  /** How the prompts of InternVL2.5 and InternVL3 are written; InternVL2 has others. */
  private static final Set<String> TEMPLATES = Set.of("internvl2_5");

  /** What the class that reads vision_config takes where a key is missing. */
  private record VisionDefaults(int layers, int hidden, int heads, int intermediate, String norm) {

    static final VisionDefaults TRANSFORMERS = new VisionDefaults(24, 1024, 16, 4096, "layer_norm");
    static final VisionDefaults ORIGINAL = new VisionDefaults(48, 3200, 25, 12_800, "rms_norm");
  }

  private ConfigReader() {}

  static ModelConfig read(Path file) {
    ConfigSection root = ConfigSection.of(file);
    UncomputedKinds.check(root);
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

  private static ModelConfig transformers(ConfigSection root) {
    root.only("projector_hidden_act", Set.of("gelu"));
    root.only("vision_feature_select_strategy", Set.of("default"));
    root.only("downsample_ratio", 0.5);
    ConfigSection vision = root.section("vision_config");
    vision.only("use_mean_pooling", true);
    vision.only("use_absolute_position_embeddings", true);
    vision.only("use_mask_token", false);
    int layer = root.integer("vision_feature_layer", -1);
    int imageSize = vision.side("image_size", 448);
    PreprocessorCheck.check(root.file().resolveSibling("preprocessor_config.json"), imageSize);
    return new ModelConfig(
        vision(vision, VisionDefaults.TRANSFORMERS, imageSize, layer),
        TextConfigReader.read(root.section("text_config"), ownHead(root)));
  }

  private static ModelConfig original(ConfigSection root) {
    // Where the key is missing the original code takes v1, which turns the grid of patches over.
    if (!root.text("ps_version", "v1").equals("v2")) {
      throw root.unusable("ps_version is " + root.text("ps_version", "v1") + ", supported is [v2]");
    }
    root.only("downsample_ratio", 0.5);
    root.only("template", TEMPLATES);
    pictures(root);
    for (String adapter : List.of("use_backbone_lora", "use_llm_lora")) {
      root.only(adapter, 0);
    }
    ConfigSection vision = root.section("vision_config");
    ConfigSection text = root.section("llm_config");
    int imageSize = root.side("force_image_size", vision.side("image_size", 224));
    int layer = root.integer("select_layer", -1);
    return new ModelConfig(
        vision(vision, VisionDefaults.ORIGINAL, imageSize, layer),
        TextConfigReader.read(text, ownHead(text)));
  }

  /** How a picture becomes tiles; the grid is chosen of all sizes from one tile on. */
  private static void pictures(ConfigSection root) {
    root.only("pad2square", false);
    root.only("dynamic_image_size", true);
    root.only("use_thumbnail", true);
    root.only("min_dynamic_patch", 1);
    root.number("max_dynamic_patch", 1);
  }

  /** Says only that a head must be there; one that is there is used whatever is said. */
  private static boolean ownHead(ConfigSection section) {
    return section.has("tie_word_embeddings") && !section.flag("tie_word_embeddings");
  }

  private static VisionConfig vision(
      ConfigSection vision, VisionDefaults absent, int imageSize, int layer) {
    vision.only("hidden_act", Set.of("gelu"));
    vision.only("num_channels", 3);
    vision.only("norm_type", Set.of("layer_norm", "rms_norm"));
    int layers = layers(vision, vision.number("num_hidden_layers", absent.layers()));
    int usedLayers = layer < 0 ? layers + 1 + layer : layer;
    if (usedLayers < 0 || usedLayers > layers) {
      throw vision.unusable("num_hidden_layers is " + layers + ", the pictures come from " + layer);
    }
    return new VisionConfig(
        imageSize,
        vision.side("patch_size", 14),
        vision.number("hidden_size", absent.hidden()),
        layers,
        usedLayers,
        vision.number("num_attention_heads", absent.heads()),
        vision.number("intermediate_size", absent.intermediate()),
        vision.text("norm_type", absent.norm()).equals("rms_norm"),
        vision.real("layer_norm_eps", 1e-6));
  }

  /** The number of layers, unless it is one for which even the names of tensors take no end. */
  static int layers(ConfigSection section, int layers) {
    if (layers > MOST_LAYERS) {
      throw section.unusable(
          "num_hidden_layers is " + layers + ", at most " + MOST_LAYERS + " are supported");
    }
    return layers;
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
    boolean divides = text.heads() % text.keyValueHeads() == 0;
    if (!divides || text.headDim() < 1 || text.headDim() % 2 != 0) {
      throw root.unusable("the language model's heads do not divide");
    }
    int told = root.number("image_seq_length", config.tokensPerTile());
    if (told != config.tokensPerTile()) {
      throw root.unusable(
          "image_seq_length is " + told + ", the sizes give " + config.tokensPerTile());
    }
  }
}
