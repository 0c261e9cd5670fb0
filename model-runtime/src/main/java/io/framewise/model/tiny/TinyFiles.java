package io.framewise.model.tiny;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import io.framewise.contract.UserError;
import io.framewise.model.checkpoint.ModelConfig;
import io.framewise.model.checkpoint.TextConfig;
import io.framewise.model.checkpoint.VisionConfig;
import io.framewise.platform.lifecycle.OutputFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.DoubleConsumer;

/** The files of a random checkpoint, as Transformers writes them. */
final class TinyFiles {

  private static final ObjectMapper JSON =
      new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

  private final Path directory;
  private final TinyVocabulary vocabulary;

  TinyFiles(Path directory, TinyVocabulary vocabulary) {
    this.directory = directory;
    this.vocabulary = vocabulary;
  }

  /**
   * Writes all files, into a directory that is made where it is not there.
   *
   * @param progress told again and again which share of the weights is written
   */
  void write(
      ModelConfig config, TinyVariant variant, SafetensorsWriter weights, DoubleConsumer progress) {
    describe(config, variant);
    try {
      weights.write(directory.resolve("model.safetensors"), progress);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  /** Writes all files but the weights, into a directory that is made where it is not there. */
  void describe(ModelConfig config, TinyVariant variant) {
    try {
      Files.createDirectories(directory);
      put("config.json", config(config, variant));
      put("tokenizer.json", tokenizer());
      put("tokenizer_config.json", tokenizerConfig(config));
      put("preprocessor_config.json", preprocessor(config.vision().imageSize()));
      OutputFolder.mark(directory);
    } catch (IOException e) {
      throw unwritable(e);
    }
  }

  private UserError unwritable(IOException cause) {
    return new UserError(
        "a checkpoint cannot be written to " + directory, "give another directory", cause);
  }

  private void put(String name, Map<String, Object> content) throws IOException {
    Files.write(directory.resolve(name), JSON.writeValueAsBytes(content));
  }

  private Map<String, Object> config(ModelConfig config, TinyVariant variant) {
    Map<String, Object> root = new LinkedHashMap<>();
    root.put("architectures", List.of("InternVLForConditionalGeneration"));
    root.put("model_type", "internvl");
    root.put("downsample_ratio", 0.5);
    root.put("image_seq_length", config.tokensPerTile());
    root.put("image_token_id", vocabulary.id("<IMG_CONTEXT>"));
    root.put("projector_hidden_act", "gelu");
    root.put("vision_feature_layer", -1);
    root.put("vision_feature_select_strategy", "default");
    root.put("tie_word_embeddings", variant.tied());
    root.put("torch_dtype", "bfloat16");
    root.put("vision_config", vision(config.vision(), variant.queryKeyNorm()));
    root.put("text_config", text(config.text(), variant));
    return root;
  }

  private static Map<String, Object> vision(VisionConfig config, boolean queryKeyNorm) {
    Map<String, Object> vision = new LinkedHashMap<>();
    vision.put("model_type", "internvl_vision");
    vision.put("image_size", List.of(config.imageSize(), config.imageSize()));
    vision.put("patch_size", List.of(config.patchSize(), config.patchSize()));
    vision.put("num_channels", 3);
    vision.put("hidden_size", config.hidden());
    vision.put("num_hidden_layers", config.layers());
    vision.put("num_attention_heads", config.heads());
    vision.put("intermediate_size", config.intermediate());
    vision.put("hidden_act", "gelu");
    vision.put("norm_type", config.rmsNorm() ? "rms_norm" : "layer_norm");
    vision.put("layer_norm_eps", config.epsilon());
    vision.put("attention_bias", !queryKeyNorm);
    vision.put("use_qk_norm", queryKeyNorm);
    vision.put("layer_scale_init_value", 0.1);
    vision.put("use_absolute_position_embeddings", true);
    vision.put("use_mask_token", false);
    vision.put("use_mean_pooling", true);
    return vision;
  }

  private Map<String, Object> text(TextConfig config, TinyVariant variant) {
    Map<String, Object> text = new LinkedHashMap<>();
    text.put("model_type", variant.family());
    text.put("hidden_size", config.hidden());
    text.put("num_hidden_layers", config.layers());
    text.put("num_attention_heads", config.heads());
    text.put("num_key_value_heads", config.keyValueHeads());
    if (config.headDim() * config.heads() != config.hidden()) {
      text.put("head_dim", config.headDim());
    }
    text.put("intermediate_size", config.intermediate());
    text.put("hidden_act", "silu");
    text.put("vocab_size", config.vocabulary());
    text.put("max_position_embeddings", config.rotary().maxPositions());
    text.put("rms_norm_eps", config.epsilon());
    text.put("rope_theta", config.rotary().theta());
    if (config.rotary().factor() > 1) {
      text.put("rope_scaling", dynamicScaling(config.rotary().factor()));
    }
    text.put("use_sliding_window", false);
    text.put("tie_word_embeddings", variant.tied());
    text.put("bos_token_id", vocabulary.id("<|endoftext|>"));
    text.put("eos_token_id", vocabulary.id("<|im_end|>"));
    return text;
  }

  private static Map<String, Object> dynamicScaling(double factor) {
    Map<String, Object> scaling = new LinkedHashMap<>();
    scaling.put("rope_type", "dynamic");
    scaling.put("factor", factor);
    return scaling;
  }

  private Map<String, Object> tokenizer() {
    Map<String, Object> model = new LinkedHashMap<>();
    model.put("type", "BPE");
    model.put("byte_fallback", false);
    model.put("fuse_unk", false);
    model.put("vocab", vocabulary.model());
    model.put("merges", vocabulary.merges());
    Map<String, Object> tokenizer = new LinkedHashMap<>();
    tokenizer.put("version", "1.0");
    tokenizer.put("added_tokens", addedTokens());
    tokenizer.put("pre_tokenizer", byteLevel());
    tokenizer.put("post_processor", byteLevel());
    tokenizer.put("decoder", byteLevel());
    tokenizer.put("model", model);
    return tokenizer;
  }

  private static Map<String, Object> byteLevel() {
    Map<String, Object> bytes = new LinkedHashMap<>();
    bytes.put("type", "ByteLevel");
    bytes.put("add_prefix_space", false);
    bytes.put("trim_offsets", false);
    bytes.put("use_regex", true);
    return bytes;
  }

  private List<Map<String, Object>> addedTokens() {
    List<Map<String, Object>> tokens = new ArrayList<>();
    for (String control : TinyVocabulary.CONTROLS) {
      Map<String, Object> token = new LinkedHashMap<>();
      token.put("id", vocabulary.id(control));
      token.put("content", control);
      token.put("single_word", false);
      token.put("lstrip", false);
      token.put("rstrip", false);
      token.put("normalized", false);
      token.put("special", true);
      tokens.add(token);
    }
    return tokens;
  }

  private static Map<String, Object> tokenizerConfig(ModelConfig config) {
    Map<String, Object> tokenizer = new LinkedHashMap<>();
    tokenizer.put("tokenizer_class", "PreTrainedTokenizerFast");
    tokenizer.put("clean_up_tokenization_spaces", false);
    tokenizer.put("eos_token", "<|im_end|>");
    tokenizer.put("pad_token", "<|endoftext|>");
    tokenizer.put("model_max_length", config.text().rotary().maxPositions());
    return tokenizer;
  }

  private static Map<String, Object> preprocessor(int size) {
    Map<String, Object> preprocessor = new LinkedHashMap<>();
    preprocessor.put("image_processor_type", "GotOcr2ImageProcessor");
    preprocessor.put("crop_to_patches", false);
    preprocessor.put("do_normalize", true);
    preprocessor.put("do_rescale", true);
    preprocessor.put("do_resize", true);
    preprocessor.put("image_mean", List.of(0.485, 0.456, 0.406));
    preprocessor.put("image_std", List.of(0.229, 0.224, 0.225));
    preprocessor.put("min_patches", 1);
    preprocessor.put("max_patches", 12);
    preprocessor.put("resample", 3);
    preprocessor.put("size", square(size));
    return preprocessor;
  }

  private static Map<String, Object> square(int size) {
    Map<String, Object> sides = new LinkedHashMap<>();
    sides.put("height", size);
    sides.put("width", size);
    return sides;
  }
}
