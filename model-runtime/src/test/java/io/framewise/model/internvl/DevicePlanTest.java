package io.framewise.model.internvl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DevicePlanTest {

  private static List<String> layers(String devices, int layers) {
    DevicePlan plan = new DevicePlan(Devices.parse(devices), layers);
    return IntStream.range(0, layers)
        .mapToObj(layer -> plan.of("language_model.layers." + layer + ".mlp.down_proj.weight"))
        .toList();
  }

  /** As the model cards' split_model deals out the 28 layers of InternVL3-8B to two devices. */
  @Test
  void shouldGiveTheFirstDeviceHalfAsManyLayersAndTheLast() {
    List<String> layers = layers("cuda:0,cuda:1", 28);

    // ceil(28 / 1.5) = 19 each, ceil(19 / 2) = 10 for the first.
    assertThat(layers.subList(0, 10)).containsOnly("cuda:0");
    assertThat(layers.subList(10, 27)).containsOnly("cuda:1");
    assertThat(layers.get(27)).isEqualTo("cuda:0");
  }

  /** The 80 layers of InternVL3-78B on four: 23 each, 12 for the first. */
  @Test
  void shouldShareLayersAmongSeveralDevices() {
    List<String> layers = layers("cuda:0,cuda:1,cuda:2,cuda:3", 80);

    assertThat(layers.subList(0, 12)).containsOnly("cuda:0");
    assertThat(layers.subList(12, 35)).containsOnly("cuda:1");
    assertThat(layers.subList(35, 58)).containsOnly("cuda:2");
    assertThat(layers.subList(58, 79)).containsOnly("cuda:3");
    assertThat(layers.get(79)).isEqualTo("cuda:0");
  }

  @Test
  void shouldKeepAllThatIsNoLayerOnTheFirstDevice() {
    DevicePlan plan = new DevicePlan(Devices.parse("cuda:2,cuda:0"), 24);

    assertThat(plan.of("language_model.embed_tokens.weight")).isEqualTo("cuda:2");
    assertThat(plan.of("language_model.norm.weight")).isEqualTo("cuda:2");
    assertThat(plan.of("lm_head.weight")).isEqualTo("cuda:2");
    assertThat(plan.of("vision_tower.encoder.layer.20.lambda_1")).isEqualTo("cuda:2");
    assertThat(plan.of("multi_modal_projector.linear_1.bias")).isEqualTo("cuda:2");
  }

  @Test
  void shouldKeepEverythingOnASingleDevice() {
    assertThat(layers("cpu", 5)).containsOnly("cpu");
    assertThat(layers("cuda:1", 24)).containsOnly("cuda:1");
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "gpu", "cuda", "cuda:-1", "cpu,cuda:0", "cuda:0,", "cuda:0,cuda:0"})
  void shouldRefuseWhatIsNoDevice(String text) {
    assertThatThrownBy(() -> Devices.parse(text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("device");
  }

  @Test
  void shouldNameAGpuThatIsNotThere() {
    assertThatThrownBy(() -> Devices.parse("cuda:0,cuda:1").checkPresent(1))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("cuda:1 is not there: DJL sees 1 GPUs");
  }
}
