package io.framewise.model.tiny;

import io.framewise.model.checkpoint.ModelConfig;
import io.framewise.model.checkpoint.TextConfig;
import io.framewise.model.checkpoint.VisionConfig;
import java.util.stream.Stream;

/**
 * The published InternVL3 models whose language model is a Qwen2.5, by their dimensions. Sources:
 * the printed configuration of the 1B, the configurations of the Qwen2.5 models that the others
 * began as, the parameter counts of the model cards.
 */
enum Member {
  INTERNVL3_1B("InternVL3-1B", small(), text(896, 24, 14, 2, 4864)),
  INTERNVL3_2B("InternVL3-2B", small(), text(1536, 28, 12, 2, 8960)),
  INTERNVL3_8B("InternVL3-8B", small(), text(3584, 28, 28, 4, 18_944)),
  INTERNVL3_14B("InternVL3-14B", small(), text(5120, 48, 40, 8, 13_824)),
  INTERNVL3_38B("InternVL3-38B", large(), text(5120, 64, 40, 8, 27_648)),
  INTERNVL3_78B("InternVL3-78B", large(), text(8192, 80, 64, 8, 29_568));

  private static final int VOCABULARY = 151_674;
  private static final int MAX_POSITIONS = 32_768;
  private static final double EPSILON = 1e-6;

  private final String published;
  private final ModelConfig config;

  Member(String published, VisionConfig vision, TextConfig text) {
    this.published = published;
    config = new ModelConfig(vision, text);
  }

  private static VisionConfig small() {
    return new VisionConfig(448, 14, 1024, 24, 16, 4096, false, EPSILON);
  }

  private static VisionConfig large() {
    return new VisionConfig(448, 14, 3200, 45, 25, 12_800, true, EPSILON);
  }

  private static TextConfig text(
      int hidden, int layers, int heads, int keyValueHeads, int intermediate) {
    int headDim = hidden / heads;
    return new TextConfig(
        hidden,
        layers,
        heads,
        keyValueHeads,
        headDim,
        intermediate,
        VOCABULARY,
        EPSILON,
        1_000_000,
        MAX_POSITIONS);
  }

  ModelConfig config() {
    return config;
  }

  /** Its name on the hub, without the organisation. */
  @Override
  public String toString() {
    return published;
  }

  /** The names of all. */
  static Stream<String> names() {
    return Stream.of(values()).map(Member::toString);
  }
}
