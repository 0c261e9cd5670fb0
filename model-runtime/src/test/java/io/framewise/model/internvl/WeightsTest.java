package io.framewise.model.internvl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.checkpoint.Checkpoint;
import io.framewise.model.checkpoint.StoredTensor;
import io.framewise.model.tiny.TinyCheckpoint;
import java.nio.ByteBuffer;
import java.nio.FloatBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class WeightsTest {

  @TempDir private Path directory;

  /** The same tensors, each number of the first dimension in a block of its own. */
  private static Checkpoint inRows(Checkpoint checkpoint) {
    Map<String, StoredTensor> tensors = new TreeMap<>();
    checkpoint
        .tensors()
        .forEach(
            (name, tensor) -> {
              ByteBuffer bytes = tensor.blocks().get(0);
              int rows = tensor.shape().get(0).intValue();
              int row = bytes.limit() / rows;
              List<ByteBuffer> blocks =
                  IntStream.range(0, rows).mapToObj(i -> bytes.slice(i * row, row)).toList();
              tensors.put(name, new StoredTensor(tensor.type(), tensor.shape(), blocks));
            });
    return new Checkpoint(checkpoint.directory(), checkpoint.config(), tensors, checkpoint.info());
  }

  private static float[] seen(Checkpoint checkpoint, ComputeType type) {
    FloatBuffer pixels = FloatBuffer.allocate(3 * 112 * 112);
    for (int i = 0; i < pixels.limit(); i++) {
      pixels.put(i, i % 7 - 3);
    }
    try (InternVl model = InternVl.load(checkpoint, ComputeOptions.onCpu(type, 1));
        PtNDManager step = model.newStep()) {
      long[] places = {0, 15};
      return model.logits(step, model.vision(step, pixels, 1).get(0), places).toFloatArray();
    }
  }

  @ParameterizedTest
  @EnumSource
  void shouldPutBlocksTogether(ComputeType type) {
    TinyCheckpoint.write(directory, 1);
    Checkpoint checkpoint = Checkpoint.open(directory);

    assertThat(seen(inRows(checkpoint), type)).containsExactly(seen(checkpoint, type));
  }
}
