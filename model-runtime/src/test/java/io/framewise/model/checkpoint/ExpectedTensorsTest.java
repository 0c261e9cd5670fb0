package io.framewise.model.checkpoint;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The published members: dimensions and counts of internvl-spec.md, sections 1.3 and 2. */
class ExpectedTensorsTest {

  private static final VisionConfig VIT_300M =
      new VisionConfig(448, 14, 1024, 24, 24, 16, 4096, false, 1e-6);
  private static final VisionConfig VIT_6B =
      new VisionConfig(448, 14, 3200, 45, 45, 25, 12_800, true, 1e-6);

  /** A member, its tensors in either format, and its parameters in thousand millions. */
  private record Member(
      String name, ModelConfig config, int original, int transformers, double parameters) {

    /** Without what the member's kind of tower and of language model lacks. */
    private Map<String, List<Long>> tensors() {
      boolean large = config.vision().rmsNorm();
      Map<String, List<Long>> shapes = new TreeMap<>();
      ExpectedTensors.of(config).forEach(group -> shapes.putAll(group.shapes()));
      shapes
          .keySet()
          .removeIf(tensor -> large ? visionBias(tensor) : tensor.matches(".*[qk]_norm.*"));
      shapes.keySet().removeIf(tensor -> noBias() && tensor.matches("language.*_proj.bias"));
      return shapes;
    }

    private boolean noBias() {
      return name.equals("9B");
    }

    private static boolean visionBias(String tensor) {
      return tensor.matches("vision.*[qkv]_proj.bias");
    }

    /** The tensor of the original format that holds one of Transformers'. */
    private String inOriginal(String tensor) {
      String fused = tensor.replaceFirst("^(vision.*attention\\.)[qkv]_proj", "$1qkv");
      return noBias() ? fused.replaceFirst("self_attn\\.[qkv]_proj", "wqkv") : fused;
    }
  }

  static Stream<Member> members() {
    return Stream.of(
        new Member("1B", model(VIT_300M, qwen(896, 24, 14, 2, 4864)), 637, 733, 0.938),
        new Member("2B", model(VIT_300M, qwen(1536, 28, 12, 2, 8960)), 685, 781, 2.089),
        new Member("8B", model(VIT_300M, qwen(3584, 28, 28, 4, 18_944)), 685, 781, 7.944),
        new Member("9B", model(VIT_300M, internLm3()), 685, 877, 9.14),
        new Member("14B", model(VIT_300M, qwen(5120, 48, 40, 8, 13_824)), 925, 1021, 15.12),
        new Member("38B", model(VIT_6B, qwen(5120, 64, 40, 8, 27_648)), 1366, 1456, 38.39),
        new Member("78B", model(VIT_6B, qwen(8192, 80, 64, 8, 29_568)), 1558, 1648, 78.41));
  }

  private static ModelConfig model(VisionConfig vision, TextConfig text) {
    return new ModelConfig(vision, text);
  }

  private static TextConfig qwen(int hidden, int layers, int heads, int keyHeads, int inside) {
    RotaryConfig rotary = new RotaryConfig(1e6, 32_768, 2);
    return new TextConfig(
        hidden,
        layers,
        heads,
        keyHeads,
        hidden / heads,
        inside,
        151_674,
        1e-6,
        rotary,
        false,
        true);
  }

  private static TextConfig internLm3() {
    RotaryConfig rotary = new RotaryConfig(5e7, 32_768, 6);
    return new TextConfig(4096, 48, 32, 2, 128, 10_240, 128_521, 1e-5, rotary, false, true);
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("members")
  void shouldCountTheTensorsOfEachMember(Member member) {
    Map<String, List<Long>> shapes = member.tensors();

    assertThat(shapes).hasSize(member.transformers());
    assertThat(shapes.keySet().stream().map(member::inOriginal).distinct())
        .hasSize(member.original());
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("members")
  void shouldCountTheParametersOfEachMember(Member member) {
    long parameters =
        member.tensors().values().stream()
            .mapToLong(shape -> shape.stream().reduce(1L, Math::multiplyExact))
            .sum();

    assertThat(parameters / 1e9).isCloseTo(member.parameters(), within(0.005));
  }
}
