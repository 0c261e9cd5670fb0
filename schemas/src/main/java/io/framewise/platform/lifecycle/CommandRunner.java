package io.framewise.platform.lifecycle;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import picocli.CommandLine;

/**
 * Runs a picocli command the way every Framewise command runs: errors for people are one line and
 * the way out, and the exit code tells.
 */
public final class CommandRunner {

  private static final Logger LOG = LoggerFactory.getLogger(CommandRunner.class);

  /** Exit code of a command that a person can put right. */
  public static final int EXIT_USER_ERROR = 2;

  /** Exit code of a command that failed for another reason. */
  public static final int EXIT_FAILURE = 1;

  private CommandRunner() {}

  /** Runs {@code command} and returns its exit code. */
  public static int run(Object command, String... args) {
    return new CommandLine(command)
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler((e, line, result) -> report(e, line))
        .execute(args);
  }

  /** Runs {@code command} and ends the process with its exit code. The one place that does. */
  public static void runAndExit(Object command, String... args) {
    System.exit(run(command, args));
  }

  private static int report(Exception e, CommandLine line) {
    if (e instanceof UserError error) {
      LOG.debug("stopped by", error);
      line.getErr().println("error: " + error.getMessage());
      line.getErr().println("  " + error.wayOut());
      return EXIT_USER_ERROR;
    }
    LOG.error("stopped by an unexpected error", e);
    return EXIT_FAILURE;
  }
}
