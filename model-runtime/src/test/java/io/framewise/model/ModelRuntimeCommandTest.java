package io.framewise.model;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.model.loop.DeviceLostException;
import io.framewise.model.worker.WorkerState;
import io.framewise.platform.lifecycle.CommandRunner;
import org.junit.jupiter.api.Test;

class ModelRuntimeCommandTest {

  @Test
  void shouldEndAsAPersonsMistakeBeforeItConnectsWhenNoModelIsNamed() {
    assertThat(run()).isEqualTo(CommandRunner.EXIT_USER_ERROR);
  }

  @Test
  void shouldEndAsAPersonsMistakeWhenASettingIsUnknown() {
    assertThat(run("--set", "model.path=m", "--set", "model.batchsize=3"))
        .isEqualTo(CommandRunner.EXIT_USER_ERROR);
  }

  @Test
  void shouldTellByItsExitCodeWhatEndedTheWorker() {
    Throwable broken = new DeviceLostException("CUDA error: unspecified launch failure", null);

    assertThat(ModelRuntimeCommand.exitCode(new WorkerState.Failed(broken)))
        .isEqualTo(ModelRuntimeCommand.EXIT_DEVICE)
        .isEqualTo(3);
    assertThat(ModelRuntimeCommand.exitCode(new WorkerState.Failed(new LinkageError())))
        .isEqualTo(CommandRunner.EXIT_FAILURE);
    assertThat(ModelRuntimeCommand.exitCode(new WorkerState.Running())).isZero();
  }

  private static int run(String... arguments) {
    return CommandRunner.run(new ModelRuntimeCommand(), arguments);
  }
}
