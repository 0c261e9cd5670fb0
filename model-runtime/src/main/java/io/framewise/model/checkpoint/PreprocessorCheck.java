package io.framewise.model.checkpoint;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.List;

/**
 * Whether preprocessor_config.json asks for the pixels that this program makes. Only Transformers'
 * format means what stands there; the original format carries a file of another model.
 */
final class PreprocessorCheck {

  private static final List<Double> MEAN = List.of(0.485, 0.456, 0.406);
  private static final List<Double> DEVIATION = List.of(0.229, 0.224, 0.225);
  private static final int BICUBIC = 3;
  private static final double CLOSE = 1e-6;

  private PreprocessorCheck() {}

  static void check(Path file, int imageSize) {
    if (!CheckpointFile.isThere(file)) {
      return;
    }
    ConfigSection config = ConfigSection.of(file);
    for (String step : List.of("do_resize", "do_rescale", "do_normalize", "do_convert_rgb")) {
      config.only(step, true);
    }
    config.flag("crop_to_patches");
    config.only("resample", BICUBIC);
    config.only("min_patches", 1);
    config.number("max_patches", 1);
    double factor = config.real("rescale_factor", 1 / 255.0);
    if (Math.abs(factor * 255 - 1) > CLOSE) {
      throw config.unusable("rescale_factor is " + factor + ", supported is 1/255");
    }
    numbers(config, "image_mean", MEAN);
    numbers(config, "image_std", DEVIATION);
    size(config, imageSize);
  }

  private static void numbers(ConfigSection config, String key, List<Double> supported) {
    JsonNode value = config.node().path(key);
    if (!config.has(key)) {
      return;
    }
    boolean same = value.isArray() && value.size() == supported.size();
    for (int i = 0; same && i < supported.size(); i++) {
      same =
          value.get(i).isNumber() && Math.abs(value.get(i).asDouble() - supported.get(i)) <= CLOSE;
    }
    if (!same) {
      throw config.unusable(key + " is " + value + ", supported is " + supported);
    }
  }

  private static void size(ConfigSection config, int imageSize) {
    if (!config.has("size")) {
      return;
    }
    if (!config.node().get("size").isObject()) {
      config.only("size", imageSize);
      return;
    }
    ConfigSection size = config.section("size");
    for (String side : List.of("height", "width", "shortest_edge", "longest_edge")) {
      size.only(side, imageSize);
    }
  }
}
