package io.framewise.lab.model;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;

/**
 * How long one window of frames took.
 *
 * @param vision seconds in vision tower and projector
 * @param firstToken seconds from pixels and prompt to the first token
 * @param whole seconds to the last token
 * @param perToken milliseconds a step after the first token
 * @param promptTokens tokens of the prompt, visual ones included
 * @param cachedPictures of its frames, how many the model had looked at before
 */
record WindowTimes(
    double vision,
    double firstToken,
    double whole,
    double perToken,
    int promptTokens,
    int cachedPictures) {

  private static final ObjectMapper JSON = new ObjectMapper();

  /** Reads what the other implementation prints, under the names of {@link #details}. */
  static WindowTimes read(String line) throws JsonProcessingException {
    JsonNode json = JSON.readTree(line);
    return new WindowTimes(
        json.path("vision_s").asDouble(Double.NaN),
        json.path("window_1tok_s").asDouble(Double.NaN),
        json.path("window_s").asDouble(Double.NaN),
        json.path("decode_ms_per_token").asDouble(Double.NaN),
        json.path("prompt_tokens").asInt(),
        0);
  }

  /** The shorter of each time. */
  WindowTimes best(WindowTimes other) {
    return new WindowTimes(
        Math.min(vision, other.vision),
        Math.min(firstToken, other.firstToken),
        Math.min(whole, other.whole),
        Math.min(perToken, other.perToken),
        promptTokens,
        cachedPictures);
  }

  /** The figures by the names under which they are printed. */
  Map<String, Object> details() {
    Map<String, Object> details = new LinkedHashMap<>();
    details.put("vision_s", vision);
    details.put("window_1tok_s", firstToken);
    details.put("window_s", whole);
    details.put("decode_ms_per_token", perToken);
    details.put("prompt_tokens", promptTokens);
    details.put("cached_pictures", cachedPictures);
    return details;
  }

  /** How many times as long each time of another took. */
  Map<String, Object> ratios(WindowTimes other) {
    Map<String, Object> ratios = new LinkedHashMap<>();
    ratios.put("vision_ratio", other.vision / vision);
    ratios.put("prefill_ratio", (other.firstToken - other.vision) / (firstToken - vision));
    ratios.put("window_1tok_ratio", other.firstToken / firstToken);
    ratios.put("window_ratio", other.whole / whole);
    ratios.put("decode_ratio", other.perToken / perToken);
    return ratios;
  }

  @Override
  public String toString() {
    return String.format(
        Locale.ROOT,
        "vision %.2f s, first token %.2f s, window %.2f s, %.1f ms a token",
        vision,
        firstToken,
        whole,
        perToken);
  }
}
