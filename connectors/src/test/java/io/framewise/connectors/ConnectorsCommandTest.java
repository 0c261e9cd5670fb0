package io.framewise.connectors;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.platform.lifecycle.CommandRunner;
import org.junit.jupiter.api.Test;

final class ConnectorsCommandTest {

  private static int run(String... args) {
    return CommandRunner.run(new ConnectorsCommand(), args);
  }

  @Test
  void shouldShowItsHelp() {
    assertThat(run("--help")).isZero();
  }

  @Test
  void shouldNotRunWithASourceThatIsNotThere() {
    assertThat(
            run(
                "--set", "connectors.sources.gate.kind=folder",
                "--set", "connectors.sources.gate.path=/nowhere"))
        .isEqualTo(CommandRunner.EXIT_USER_ERROR);
  }
}
