package io.framewise.standalone;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import io.framewise.connectors.MqttMeter;
import io.framewise.connectors.SourceMeter;
import io.framewise.contract.avro.EventStatus;
import io.framewise.model.worker.WorkerMeter;
import io.framewise.streams.api.metrics.LedgerCount;
import io.framewise.streams.api.metrics.MetricName;
import io.framewise.testing.AskedMeters;
import io.framewise.testing.RenderedPage;
import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The alert rules and the dashboard ask for what the catalogues of meters know. That each name is
 * served letter by letter is asserted beside the meters, in the tests of their modules.
 */
class MonitoringFilesTest {

  private static final Path ROOT = RenderedPage.root();
  private static final Path RULES = ROOT.resolve("config/prometheus/framewise-rules.yaml");
  private static final Path RULE_TESTS =
      ROOT.resolve("standalone/src/test/resources/framewise-rules-test.yaml");

  /** What Prometheus' format adds to names. */
  private static final Pattern SUFFIX =
      Pattern.compile("(_total|_seconds_bucket|_seconds_sum|_seconds_count)$");

  private static final Pattern TAG =
      Pattern.compile("(ending|status|step|kind)\\s*=~?\\s*\"([^\"]*)\"");

  private static final int LEAST_WORDS = 15;

  @Test
  void shouldAskForMetersOfTheCataloguesOnly() {
    Set<String> known =
        Stream.of(
                Arrays.stream(MetricName.values()).map(MetricName::key),
                Arrays.stream(SourceMeter.values()).map(SourceMeter::key),
                Arrays.stream(MqttMeter.values()).map(MqttMeter::key),
                Arrays.stream(WorkerMeter.values()).map(WorkerMeter::key))
            .flatMap(keys -> keys)
            .map(key -> key.replace('.', '_'))
            .collect(Collectors.toSet());
    List<String> asked =
        AskedMeters.names().stream().filter(name -> !name.startsWith("kafka_")).toList();

    assertThat(asked).hasSizeGreaterThan(20);
    assertThat(asked)
        .allSatisfy(
            name ->
                assertThat(List.of(name, SUFFIX.matcher(name).replaceFirst("")))
                    .as(name)
                    .containsAnyElementsOf(known));
  }

  @Test
  void shouldAskForValuesOfTagsThatMetersHave() {
    Set<String> known = new HashSet<>(List.of("fetch", "preprocess", "vision", "prefill"));
    LedgerCount.ALL.forEach(count -> known.add(count.ending()));
    Stream.of(EventStatus.values())
        .forEach(value -> known.add(value.name().toLowerCase(Locale.ROOT)));
    Stream.of(SourceMeter.values()).forEach(meter -> known.addAll(meter.endings().keySet()));
    Stream.of(WorkerMeter.values()).forEach(meter -> meter.tags().values().forEach(known::addAll));

    Set<String> asked = new TreeSet<>();
    AskedMeters.expressions().stream()
        .flatMap(expression -> TAG.matcher(expression).results())
        .forEach(match -> asked.addAll(List.of(match.group(2).split("\\|", -1))));

    assertThat(asked).contains("dead_lettered", "expired").isSubsetOf(known);
  }

  @Test
  void shouldTellInEveryAlertWhatHappenedAndTheWayOut() throws IOException {
    Set<String> names = new HashSet<>();
    String page = Files.readString(ROOT.resolve("docs/operations.md"));
    for (JsonNode group : new YAMLMapper().readTree(RULES.toFile()).path("groups")) {
      for (JsonNode rule : group.path("rules")) {
        if (rule.has("alert")) {
          String name = rule.path("alert").asText();
          assertThat(names.add(name)).as(name).isTrue();
          assertThat(rule.at("/labels/severity").asText()).as(name).isIn("warning", "critical");
          assertThat(rule.at("/annotations/summary").asText()).as(name).isNotBlank();
          assertThat(rule.at("/annotations/description").asText().split("\\s+"))
              .as(name)
              .hasSizeGreaterThan(LEAST_WORDS);
          assertThat(page).as("docs/operations.md").contains("`" + name + "`");
        }
      }
    }
    assertThat(names).hasSizeGreaterThan(15);
    assertThat(alertsOf(page)).isSubsetOf(names);
  }

  private static Set<String> alertsOf(String page) {
    return Pattern.compile("`(Framewise[A-Z]\\w+)`")
        .matcher(page)
        .results()
        .map((MatchResult match) -> match.group(1))
        .collect(Collectors.toSet());
  }

  @Test
  void shouldBeAcceptedByPrometheus() throws Exception {
    assertThat(promtool("check", "rules", RULES.toString())).contains("SUCCESS");
  }

  @Test
  void shouldRaiseWhatIsWrongAndNothingElseWhenPrometheusEvaluatesThem() throws Exception {
    assertThat(promtool("test", "rules", RULE_TESTS.toString())).contains("SUCCESS");
  }

  private static String promtool(String... words) throws Exception {
    Optional<Path> promtool =
        Arrays.stream(System.getenv("PATH").split(File.pathSeparator, -1))
            .map(folder -> Path.of(folder, "promtool"))
            .filter(Files::isExecutable)
            .findFirst();
    assumeThat(promtool).as("promtool is not on the PATH, so its check is left out").isPresent();
    List<String> command =
        Stream.concat(promtool.stream().map(Path::toString), Stream.of(words)).toList();
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    return said;
  }
}
