package io.framewise.platform.lifecycle;

import io.framewise.contract.KnownSecrets;
import io.framewise.contract.UserError;
import java.io.PrintWriter;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
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

  private static final Pattern OPTION = Pattern.compile("--?[a-z][a-z-]*");

  /** How Kafka quotes a value that it does not take. */
  private static final String VALUE = "(?s)Invalid value .* (for configuration )";

  private CommandRunner() {}

  /** Runs {@code command} and returns its exit code. */
  public static int run(Object command, String... args) {
    return run(new CommandLine(command), args);
  }

  /** The same of a command whose subcommands were put together already. */
  public static int run(CommandLine command, String... args) {
    CommandLine line =
        command
            .setCaseInsensitiveEnumValuesAllowed(true)
            .setParameterExceptionHandler((e, words) -> refuse(e, words))
            .setExecutionExceptionHandler((e, failed, result) -> report(e, failed));
    try {
      return line.execute(args);
    } catch (Error e) {
      // picocli lets errors pass; threads of the command would then keep the process up
      LOG.error("stopped by an unexpected error", e);
      return EXIT_FAILURE;
    }
  }

  /** Runs {@code command} and ends the process with its exit code. The one place that does. */
  public static void runAndExit(Object command, String... args) {
    System.exit(run(command, args));
  }

  /** The same of a command whose subcommands were put together already. */
  public static void runAndExit(CommandLine command, String... args) {
    System.exit(run(command, args));
  }

  /** Says what is wrong and what the person can do. */
  public static void say(UserError error, PrintWriter err) {
    err.println("error: " + error.getMessage());
    err.println("  " + error.wayOut());
    err.flush();
  }

  /** Flags that cannot be taken: one line, not the whole help. */
  private static int refuse(CommandLine.ParameterException e, String... words) {
    CommandLine line = e.getCommandLine();
    PrintWriter err = line.getErr();
    err.println("error: " + withoutSecrets(e, words));
    CommandLine.UnmatchedArgumentException.printSuggestions(e, err);
    err.println("  " + line.getCommandSpec().qualifiedName() + " --help tells what it takes");
    err.flush();
    return EXIT_USER_ERROR;
  }

  /**
   * The value of a setting that was torn apart by blanks arrives as words that belong to nothing;
   * picocli would show them, and any of them may be a password.
   */
  private static String withoutSecrets(CommandLine.ParameterException e, String... words) {
    boolean settings = Stream.of(words).anyMatch(word -> word.startsWith("--set"));
    if (!settings || !(e instanceof CommandLine.UnmatchedArgumentException unmatched)) {
      return e.getMessage();
    }
    List<String> options =
        unmatched.getUnmatched().stream().filter(word -> OPTION.matcher(word).matches()).toList();
    return options.isEmpty()
        ? "there are words that belong to no option; a value of --set with blanks needs quotes"
        : "unknown option " + String.join(", ", options);
  }

  private static int report(Exception e, CommandLine line) {
    if (Thread.interrupted() || e instanceof InterruptedException) {
      LOG.debug("interrupted", e);
      line.getErr().println("stopped before the start was complete");
      return EXIT_FAILURE;
    }
    if (e instanceof UserError error) {
      LOG.debug("stopped by", error);
      say(error, line.getErr());
      return EXIT_USER_ERROR;
    }
    Optional<UserError> refused = refusedByKafka(e);
    if (refused.isPresent()) {
      LOG.debug("stopped by", e);
      say(refused.get(), line.getErr());
      return EXIT_USER_ERROR;
    }
    if (e instanceof KafkaException && e.getCause() instanceof KafkaException) {
      LOG.debug("stopped by", e);
      say(unusableClient(e), line.getErr());
      return EXIT_USER_ERROR;
    }
    LOG.error("stopped by an unexpected error", e);
    return EXIT_FAILURE;
  }

  /** Wrong credentials and missing rights show at the first call, wherever a command makes it. */
  private static Optional<UserError> refusedByKafka(Exception e) {
    return Stream.<Throwable>iterate(e, Objects::nonNull, Throwable::getCause)
        .filter(
            cause ->
                cause instanceof AuthenticationException || cause instanceof AuthorizationException)
        .findFirst()
        .map(
            cause ->
                new UserError(
                    "Kafka refuses this client: "
                        + KnownSecrets.hideQuotedIn(String.valueOf(cause.getMessage())),
                    "check kafka.properties, such as sasl.jaas.config, and the rights of its user",
                    e));
  }

  /** A client that could not even be made has properties that a person gave it. */
  private static UserError unusableClient(Exception e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    String reason =
        KnownSecrets.hideQuotedIn(
            String.valueOf(cause.getMessage()).replaceFirst(VALUE, "a value $1"));
    return new UserError(
        "no Kafka client can be made: " + reason,
        "check kafka.properties, such as security.protocol and the sasl and ssl ones",
        e);
  }
}
