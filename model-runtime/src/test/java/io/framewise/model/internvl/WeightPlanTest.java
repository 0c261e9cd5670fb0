package io.framewise.model.internvl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import io.framewise.model.checkpoint.StoredTensor;
import io.framewise.model.checkpoint.StoredType;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class WeightPlanTest {

  private static final String DOWN = "language_model.layers.0.mlp.down_proj.weight";

  private static WeightForm form(
      Quantization quantization, boolean packs, String name, List<Long> shape) {
    DevicePlan devices = new DevicePlan(Devices.parse("cpu"), 3);
    return new WeightPlan(ComputeType.BFLOAT16, quantization, packs, devices)
        .form(name, new StoredTensor(StoredType.BF16, shape, List.of()));
  }

  @ParameterizedTest
  @CsvSource({
    "language_model.layers.0.mlp.down_proj.weight, PACKED, INT8, INT4",
    "lm_head.weight, PACKED, INT8, INT8",
    "vision_tower.encoder.layer.0.mlp.fc1.weight, PACKED, INT8, PACKED",
    "vision_tower.embeddings.patch_embeddings.projection.weight, PACKED, PACKED, PACKED",
    "multi_modal_projector.linear_1.weight, PACKED, INT8, PACKED",
    "language_model.embed_tokens.weight, PLAIN, PLAIN, PLAIN"
  })
  void shouldQuantizeLinearLayersButThoseOfTheVisionTowerInEightBitsOnly(
      String name, WeightForm none, WeightForm int8, WeightForm int4) {
    List<Long> shape = List.of(128L, 64L);

    assertThat(form(Quantization.NONE, true, name, shape)).isEqualTo(none);
    assertThat(form(Quantization.INT8, true, name, shape)).isEqualTo(int8);
    assertThat(form(Quantization.INT4, true, name, shape)).isEqualTo(int4);
  }

  @Test
  void shouldKeepWhatIsNoMatrixAsItIs() {
    String norm = "language_model.layers.0.input_layernorm.weight";

    assertThat(form(Quantization.INT4, true, norm, List.of(64L))).isEqualTo(WeightForm.PLAIN);
  }

  @Test
  void shouldNotHaveOneDnnComputeWithEightBitsWhereItDoesNotComputeInTheType() {
    assertThat(form(Quantization.INT8, false, DOWN, List.of(128L, 64L)))
        .isEqualTo(WeightForm.INT8_WEIGHTS);
    assertThat(form(Quantization.INT4, false, WeightPlan.HEAD, List.of(128L, 64L)))
        .isEqualTo(WeightForm.INT8_WEIGHTS);
  }

  @Test
  void shouldNotPackWhereOneDnnCannotCompute() {
    assertThat(form(Quantization.NONE, false, DOWN, List.of(128L, 64L)))
        .isEqualTo(WeightForm.PLAIN);
  }

  @Test
  void shouldRefuseFourBitsForLengthsThatDoNotDivide() {
    assertThatThrownBy(() -> form(Quantization.INT4, true, DOWN, List.of(128L, 96L)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("multiples of 64")
        .hasMessageContaining(DOWN)
        .hasMessageContaining("[128, 96]");
    assertThat(form(Quantization.INT8, true, DOWN, List.of(100L, 96L))).isEqualTo(WeightForm.INT8);
  }
}
