package io.framewise.model.tiny;

import io.framewise.model.checkpoint.ModelConfig;
import io.framewise.model.checkpoint.RotaryConfig;
import io.framewise.model.checkpoint.TextConfig;
import io.framewise.model.checkpoint.VisionConfig;
import java.util.stream.Stream;

/**
 * The published InternVL3 models by their dimensions. Sources: the printed configuration of the 1B,
 * the configurations of the language models that the others began as, the parameter counts of the
 * model cards.
 */
public enum Member {
  INTERNVL3_1B("InternVL3-1B", TinyVariant.SMALL),
  INTERNVL3_2B("InternVL3-2B", TinyVariant.SMALL),
  INTERNVL3_8B("InternVL3-8B", TinyVariant.SMALL),
  INTERNVL3_9B("InternVL3-9B", TinyVariant.INTERNLM),
  INTERNVL3_14B("InternVL3-14B", TinyVariant.SMALL),
  INTERNVL3_38B("InternVL3-38B", TinyVariant.LARGE),
  INTERNVL3_78B("InternVL3-78B", TinyVariant.LARGE);

  private static final double EPSILON = 1e-6;
  private static final int MAX_POSITIONS = 32_768;

  private final String published;
  private final TinyVariant kind;

  Member(String published, TinyVariant kind) {
    this.published = published;
    this.kind = kind;
  }

  private static VisionConfig vision(TinyVariant kind) {
    return kind == TinyVariant.LARGE
        ? new VisionConfig(448, 14, 3200, 45, 45, 25, 12_800, true, EPSILON)
        : new VisionConfig(448, 14, 1024, 24, 24, 16, 4096, false, EPSILON);
  }

  private TextConfig text() {
    return switch (this) {
      case INTERNVL3_1B -> qwen(896, 24, 14, 2, 4864);
      case INTERNVL3_2B -> qwen(1536, 28, 12, 2, 8960);
      case INTERNVL3_8B -> qwen(3584, 28, 28, 4, 18_944);
      case INTERNVL3_9B -> internLm();
      case INTERNVL3_14B -> qwen(5120, 48, 40, 8, 13_824);
      case INTERNVL3_38B -> qwen(5120, 64, 40, 8, 27_648);
      case INTERNVL3_78B -> qwen(8192, 80, 64, 8, 29_568);
    };
  }

  private static TextConfig qwen(
      int hidden, int layers, int heads, int keyValueHeads, int intermediate) {
    RotaryConfig rotary = new RotaryConfig(1_000_000, MAX_POSITIONS, 2);
    int width = hidden / heads;
    return new TextConfig(
        hidden,
        layers,
        heads,
        keyValueHeads,
        width,
        intermediate,
        151_674,
        EPSILON,
        rotary,
        false,
        true);
  }

  private static TextConfig internLm() {
    RotaryConfig rotary = new RotaryConfig(50_000_000, MAX_POSITIONS, 6);
    return new TextConfig(4096, 48, 32, 2, 128, 10_240, 128_521, 1e-5, rotary, false, true);
  }

  /** Which of the kinds it is. */
  TinyVariant kind() {
    return kind;
  }

  ModelConfig config() {
    return new ModelConfig(vision(kind), text());
  }

  /** Its name on the hub, without the organisation. */
  @Override
  public String toString() {
    return published;
  }

  /** The names of all. */
  public static Stream<String> names() {
    return Stream.of(values()).map(Member::toString);
  }
}
