package io.framewise.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a team that reads the topics puts on its class path with this module. */
class DependenciesTest {

  /** A line of Maven's tree that is one step below the root. */
  private static final Pattern DIRECT = Pattern.compile("(?:\\+-|\\\\-) ([^:]+:[^:]+):.*");

  @Test
  void shouldBringAvroTheKafkaClientsAndTheRegistryClientAndNothingElse() throws IOException {
    Path tree =
        Path.of(System.getProperty("repository.root"), "schemas", "target", "dependencies.txt");
    List<String> direct =
        Files.readAllLines(tree).stream()
            .map(DIRECT::matcher)
            .filter(Matcher::matches)
            .map(line -> line.group(1))
            .toList();

    assertThat(direct)
        .containsExactlyInAnyOrder(
            "org.apache.avro:avro",
            "org.apache.kafka:kafka-clients",
            "org.apache.flink:flink-sql-avro-confluent-registry");
  }
}
