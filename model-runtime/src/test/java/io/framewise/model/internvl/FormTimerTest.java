package io.framewise.model.internvl;

import static org.assertj.core.api.Assertions.assertThat;

import ai.djl.Device;
import ai.djl.ndarray.NDManager;
import ai.djl.pytorch.engine.PtNDManager;
import io.framewise.model.checkpoint.Checkpoint;
import io.framewise.model.checkpoint.StoredTensor;
import io.framewise.model.checkpoint.StoredType;
import io.framewise.model.tiny.TinyCheckpoint;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.function.LongSupplier;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FormTimerTest {

  @TempDir private Path directory;

  /** A clock by which the actions take so long in turn. */
  private static LongSupplier clock(long... durations) {
    long[] state = {0, 0};
    return () -> {
      int call = (int) state[0]++;
      state[1] += call % 2 == 0 ? 0 : durations[call / 2 % durations.length];
      return state[1];
    };
  }

  @Test
  void shouldTakeTheLeastTimeOfEach() {
    long[] least = new FormTimer(clock(9, 40, 7, 50, 8, 60)).least(() -> {}, () -> {});

    assertThat(least).containsExactly(7, 40);
  }

  @Test
  void shouldCallSlowerOnlyWhatIsClearlySlower() {
    assertThat(new FormSpeed(10, 10, 12, 10).slower()).isFalse();
    assertThat(new FormSpeed(13, 10, 13, 10).slower()).isTrue();
  }

  @Test
  void shouldNotUseAFormThatIsSlowerButUseQuantizedWeightsForTheirMemory() {
    DjlEnvironment.prepare();
    try (PtNDManager manager = (PtNDManager) NDManager.newBaseManager(Device.cpu(), "PyTorch")) {
      Program program = Program.load(manager, ProgramText.ofLayers());
      FormProgram forms = new FormProgram(program, ComputeType.FLOAT32);
      Set<WeightForm> slow = EnumSet.of(WeightForm.PACKED, WeightForm.INT8);
      FormCheck check = new FormCheck(forms, slow);
      StoredTensor tensor =
          new StoredTensor(
              StoredType.F32, List.of(64L, 64L), List.of(ByteBuffer.allocateDirect(64 * 64 * 4)));

      assertThat(check.make(manager, "a.weight", tensor, WeightForm.PACKED).form())
          .isEqualTo(WeightForm.PLAIN);
      assertThat(check.make(manager, "a.weight", tensor, WeightForm.INT8).form())
          .isEqualTo(WeightForm.INT8);
      program.close();
    }
  }

  @Test
  void shouldNotAskForTheTimeOfASmallModelSoThatItsFormsAreTheSameEachTime() {
    TinyCheckpoint.write(directory, 1);
    LongSupplier broken =
        () -> {
          throw new IllegalStateException("the time was asked for");
        };

    try (InternVl model =
        InternVl.load(
            Checkpoint.open(directory),
            ComputeOptions.onCpu(ComputeType.FLOAT32, 1),
            new Surroundings(UnaryOperator.identity(), broken))) {
      assertThat(model.forms()).contains("attention by group");
    }
  }
}
