package io.framewise.platform.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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

  @Test
  void shouldRefuseAFlagInOneLineInsteadOfTheWholeHelp() {
    PrintStream before = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      assertThat(CommandRunner.run(new Linking(), "--nonsense"))
          .isEqualTo(CommandRunner.EXIT_USER_ERROR);
    } finally {
      System.setErr(before);
    }
    assertThat(err.toString(StandardCharsets.UTF_8))
        .contains("error: ", "--nonsense", "--help")
        .doesNotContain("Usage:");
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
