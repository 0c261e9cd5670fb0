package io.framewise.platform.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.Callable;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Command;

class CommandRunnerTest {

  @Test
  void shouldFailWhenAnErrorEscapesTheCommand() {
    assertThat(CommandRunner.run(new Linking())).isEqualTo(CommandRunner.EXIT_FAILURE);
  }

  @Test
  void shouldFailWithoutTheInterruptWhenTheCommandWasInterrupted() {
    assertThat(CommandRunner.run(new Interrupted())).isEqualTo(CommandRunner.EXIT_FAILURE);
    assertThat(Thread.currentThread().isInterrupted()).isFalse();
  }

  @Command
  private static final class Linking implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new UnsatisfiedLinkError("no native library");
    }
  }

  @Command
  private static final class Interrupted implements Callable<Integer> {
    @Override
    public Integer call() {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted while waiting", "start again");
    }
  }
}
