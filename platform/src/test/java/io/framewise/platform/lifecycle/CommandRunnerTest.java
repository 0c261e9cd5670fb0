package io.framewise.platform.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.Secret;
import io.framewise.contract.UserError;
import io.framewise.platform.settings.SettingsOptions;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.concurrent.Callable;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

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
    assertThat(refused(new Linking(), "--nonsense"))
        .contains("error: ", "--nonsense", "--help")
        .doesNotContain("Usage:");
  }

  @Test
  void shouldNotShowWordsThatMayBePartOfASetting() {
    String[][] lines = {
      {"--set", "registry.password", "m4rker"},
      {"--set", "registry.password=", "m4rker"},
      {"--set", "kafka.properties.sasl.jaas.config=A", "required", "password=m4rker;"},
      {"--set=registry.password", "m4rker"},
      {"m4rker", "--set", "registry.user=ann"},
      {"--set", "registry.password:m4rker"},
      {"--set", "=m4rker"}
    };
    for (String[] line : lines) {
      assertThat(refused(new Settings(), line))
          .as(String.join(" ", line))
          .contains("error: ")
          .doesNotContain("m4rker");
    }
    assertThat(refused(new Settings(), "--set", "registry.user=ann", "--nonsense"))
        .contains("unknown option --nonsense");
  }

  @Test
  void shouldSayInOneLineThatAClientCannotBeMade() {
    assertThat(refused(new Unconfigured()))
        .contains("error: no Kafka client can be made: a value for configuration retries")
        .doesNotContain("m4rker", "\tat ");
  }

  /** Kafka's parser of JAAS texts quotes the words that it does not take, without their escapes. */
  @ParameterizedTest
  @ValueSource(strings = {"M4rker", "M4r\"k'er", "M4r\\ker$1", "M4r\nker"})
  void shouldNotShowAPieceOfASecretThatKafkaQuotes(String marker) {
    String escaped = marker.replace("\\", "\\\\").replace("\"", "\\\"").replace("\n", "\\n");
    Secret.of("PlainLoginModule \"" + escaped + "\" password=\"" + escaped + "\";");
    String quoting = "Invalid login module control flag '" + marker + "' in JAAS config";

    assertThat(refused(new Unusable(quoting)))
        .contains(
            "no Kafka client can be made: Invalid login module control flag *** in JAAS config")
        .doesNotContain("M4r", "ker");
    assertThat(refused(new Refused(new SaslAuthenticationException(quoting))))
        .contains("Kafka refuses this client: Invalid login module control flag ***")
        .doesNotContain("M4r", "ker");
    assertThat(refused(new Unusable("Could not find a 'KafkaClient' entry; 'java.x' is not set")))
        .contains("Could not find a 'KafkaClient' entry; 'java.x' is not set");
  }

  @Test
  void shouldSayInOneLineThatKafkaRefusesTheClient() {
    assertThat(refused(new Refused(new SaslAuthenticationException("Invalid username"))))
        .contains("error: Kafka refuses this client: Invalid username")
        .doesNotContain("\tat ");
    assertThat(refused(new Refused(new TopicAuthorizationException(Set.of("events")))))
        .contains("error: Kafka refuses this client: Not authorized", "events")
        .doesNotContain("\tat ");
  }

  private static String refused(Object command, String... words) {
    PrintStream before = System.err;
    ByteArrayOutputStream err = new ByteArrayOutputStream();
    System.setErr(new PrintStream(err, true, StandardCharsets.UTF_8));
    try {
      assertThat(CommandRunner.run(command, words)).isEqualTo(CommandRunner.EXIT_USER_ERROR);
    } finally {
      System.setErr(before);
    }
    return err.toString(StandardCharsets.UTF_8);
  }

  @Command
  private static final class Settings implements Callable<Integer> {
    @Mixin private SettingsOptions options;

    @Override
    public Integer call() {
      options.read();
      return 0;
    }
  }

  @Command
  private static final class Unconfigured implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new KafkaException(
          "Failed to create new KafkaAdminClient",
          new ConfigException("retries", "m4rker", "not a number"));
    }
  }

  @Command
  private record Unusable(String reason) implements Callable<Integer> {
    @Override
    public Integer call() {
      throw new KafkaException("Failed to construct", new KafkaException(reason));
    }
  }

  @Command
  private record Refused(Exception reason) implements Callable<Integer> {
    @Override
    public Integer call() throws Exception {
      throw new KafkaException("no answer", reason);
    }
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
