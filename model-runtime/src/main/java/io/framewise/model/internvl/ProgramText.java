package io.framewise.model.internvl;

import io.framewise.model.checkpoint.ModelConfig;
import io.framewise.model.checkpoint.TextConfig;
import io.framewise.model.checkpoint.VisionConfig;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The program's text: one resource a part, with a configuration's numbers in place of {@code
 * ${...}}.
 */
final class ProgramText {

  private static final List<String> PARTS = List.of("weights", "common", "vision", "language");
  private static final List<String> LAYER_PARTS = List.of("weights", "common");
  private static final Pattern PLACEHOLDER = Pattern.compile("\\$\\{(\\w+)}");

  private ProgramText() {}

  static String of(ModelConfig config) {
    return text(PARTS, values(config));
  }

  /** The parts that make weights and multiply with them, which do for every model. */
  static String ofLayers() {
    return text(LAYER_PARTS, written(ofForms()));
  }

  private static String text(List<String> parts, Map<String, String> values) {
    StringBuilder text = new StringBuilder();
    text.append("class ").append(TorchScriptArchive.MODULE).append("(Module):\n");
    text.append("  __parameters__ = []\n  __buffers__ = []\n  training : bool\n");
    for (String part : parts) {
      filled(part, values).lines().forEach(line -> text.append("  ").append(line).append('\n'));
    }
    return text.toString();
  }

  private static String filled(String part, Map<String, String> values) {
    return PLACEHOLDER
        .matcher(resource(part + ".torchscript"))
        .replaceAll(match -> Matcher.quoteReplacement(value(values, match.group(1))));
  }

  private static String value(Map<String, String> values, String name) {
    String value = values.get(name);
    if (value == null) {
      throw new IllegalStateException("the program's text asks for an unknown value " + name);
    }
    return value;
  }

  private static String resource(String name) {
    try (InputStream in = ProgramText.class.getResourceAsStream(name)) {
      if (in == null) {
        throw new IllegalStateException("resource " + name + " is not on the class path");
      }
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, Object> ofForms() {
    return Map.of(
        "int4Group", WeightForm.INT4_GROUP,
        "int8Switch", WeightForm.INT8_WEIGHTS.switchRows(ComputeType.BFLOAT16),
        "int4Switch", WeightForm.INT4.switchRows(ComputeType.BFLOAT16),
        "vector", WeightForm.VECTOR,
        "atOnce", WeightForm.AT_ONCE,
        "packedRows", WeightForm.PACKED_ROWS,
        "scoresAtOnce", AttentionCheck.AT_ONCE,
        "plainProduct", Weights.PLAIN_PRODUCT,
        "plainAttention", Weights.PLAIN_ATTENTION);
  }

  private static Map<String, String> values(ModelConfig config) {
    VisionConfig vision = config.vision();
    TextConfig text = config.text();
    Map<String, Object> values = new HashMap<>();
    values.put("imageSize", vision.imageSize());
    values.put("patchSize", vision.patchSize());
    values.put("grid", vision.grid());
    values.put("halfGrid", vision.grid() / 2);
    values.put("tokensPerTile", config.tokensPerTile());
    values.put("unshuffled", config.unshuffled());
    values.put("visionHidden", vision.hidden());
    values.put("visionLayers", vision.usedLayers());
    values.put("visionHeadDim", vision.hidden() / vision.heads());
    values.put("visionRmsNorm", vision.rmsNorm() ? "True" : "False");
    values.put("visionEpsilon", vision.epsilon());
    values.put("textHidden", text.hidden());
    values.put("textLayers", text.layers());
    values.put("keyValueHeads", text.keyValueHeads());
    values.put("headDim", text.headDim());
    values.put("textEpsilon", text.epsilon());
    values.putAll(ofForms());
    return written(values);
  }

  private static Map<String, String> written(Map<String, Object> values) {
    Map<String, String> written = new HashMap<>();
    values.forEach((name, value) -> written.put(name, value.toString()));
    return written;
  }
}
