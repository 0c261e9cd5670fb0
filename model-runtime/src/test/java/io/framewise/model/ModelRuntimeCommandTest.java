package io.framewise.model;

import static org.assertj.core.api.Assertions.assertThat;

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

  private static int run(String... arguments) {
    return CommandRunner.run(new ModelRuntimeCommand(), arguments);
  }
}
