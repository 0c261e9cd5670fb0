package io.framewise.model.generate;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.model.internvl.ComputeOptions;
import io.framewise.model.internvl.ComputeType;
import io.framewise.model.internvl.Devices;
import io.framewise.model.internvl.Quantization;
import io.framewise.model.tiny.TinyCheckpoint;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DeviceMovesTest {

  @TempDir private Path directory;

  /**
   * Without a GPU at hand: libtorch's device "meta" computes shapes only. The first of three layers
   * lies on the CPU, the second on meta. That what fails is the softmax of its attention, which
   * libtorch has not for meta, shows that all before it is there: hidden state, positions, cache.
   */
  @Test
  void shouldTakeTheHiddenStateToTheDeviceOfTheNextLayer() {
    TinyCheckpoint.write(directory, 1);
    Devices devices = new Devices(List.of("cpu", "meta"));
    ComputeOptions options = new ComputeOptions(ComputeType.FLOAT32, Quantization.NONE, devices, 1);

    try (TinyModel model = TinyModel.open(directory, options)) {
      assertThatThrownBy(() -> model.logitsOf(new long[] {1}, List.of()))
          .hasMessageContaining("attempted to run this operator with Meta tensors")
          .hasMessageContaining("torch.scaled_dot_product_attention(q, k, v, ");
    }
  }
}
