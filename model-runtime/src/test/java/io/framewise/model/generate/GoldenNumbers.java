package io.framewise.model.generate;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.model.tiny.TinyVariant;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Locale;

/**
 * What Transformers computed on a tiny checkpoint; src/test/python/parity.py wrote it.
 *
 * @param madeWith versions
 * @param system text of the system turn
 * @param question the question
 * @param ids the prompt
 * @param visionRows first visual row of the first picture, last one of the last
 * @param earlierRows the same where the pictures leave the tower after its first layer
 * @param logits after the prompt
 * @param generated the likeliest tokens, whether or not a turn ends among them
 * @param ownVisionError how far Transformers is off in bfloat16, as {@link #error} counts
 * @param ownLogitsError likewise
 */
@SuppressWarnings("ArrayRecordComponent") // numbers: never changed
record GoldenNumbers(
    String madeWith,
    String system,
    String question,
    long[] ids,
    float[] visionRows,
    float[] earlierRows,
    float[] logits,
    long[] generated,
    double ownVisionError,
    double ownLogitsError) {

  private static final ObjectMapper JSON = new ObjectMapper();

  static GoldenNumbers of(TinyVariant variant) {
    String name = "parity-" + variant.name().toLowerCase(Locale.ROOT) + ".json";
    try (InputStream in = GoldenNumbers.class.getResourceAsStream(name)) {
      JsonNode golden = JSON.readTree(in);
      return new GoldenNumbers(
          golden.get("made_with").asText(),
          golden.get("system").asText(),
          golden.get("question").asText(),
          JSON.treeToValue(golden.get("ids"), long[].class),
          rows(golden.get("vision_rows")),
          rows(golden.get("vision_rows_of_layer_1")),
          JSON.treeToValue(golden.get("logits"), float[].class),
          JSON.treeToValue(golden.get("generated"), long[].class),
          golden.get("bfloat16_vision_error").asDouble(),
          golden.get("bfloat16_logits_error").asDouble());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static float[] rows(JsonNode golden) throws IOException {
    float[][] rows = JSON.treeToValue(golden, float[][].class);
    return joined(rows[0], rows[1]);
  }

  static float[] joined(float[] first, float[] second) {
    float[] joined = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, joined, first.length, second.length);
    return joined;
  }

  /** The largest difference, as a share of the largest of the expected numbers. */
  static double error(float[] found, float[] expected) {
    if (found.length != expected.length) {
      throw new IllegalArgumentException(found.length + " numbers for " + expected.length);
    }
    double difference = 0;
    double largest = 0;
    for (int i = 0; i < found.length; i++) {
      difference = Math.max(difference, Math.abs(found[i] - expected[i]));
      largest = Math.max(largest, Math.abs(expected[i]));
    }
    return difference / largest;
  }
}
