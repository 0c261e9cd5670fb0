package io.framewise.connectors;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framewise.connectors.definition.DefinitionTopic;
import io.framewise.connectors.definition.Definitions;
import io.framewise.connectors.settings.ConnectorsSettings;
import io.framewise.connectors.testing.Settings;
import io.framewise.connectors.testing.TopicReader;
import io.framewise.contract.avro.DefinitionOrigin;
import io.framewise.contract.avro.SourceStatus;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.testing.TestBroker;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.api.parallel.ResourceLock;

/** Several connector processes and sources that come and go while they run. */
@Execution(ExecutionMode.CONCURRENT)
@ResourceLock("SharedSourcesTest") // one test of it at a time, beside other classes
final class SharedSourcesTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final SchemaRegistry REGISTRY = SchemaRegistry.inMemory();

  @TempDir private static Path folder;
  private static TestBroker broker;

  @BeforeAll
  static void startBroker() throws IOException {
    broker = TestBroker.started(Map.of());
    for (String id : ids(12)) {
      Files.createDirectory(folder.resolve(id));
    }
  }

  @AfterAll
  static void stopBroker() throws IOException {
    broker.close();
  }

  private static List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(i -> "line-" + i).toList();
  }

  /** A group of its own for each test. */
  private static ConnectorsSettings settings(String group, List<String> ids) {
    Map<String, String> flags = new HashMap<>();
    flags.put("group", group);
    for (String id : ids) {
      flags.put("sources." + group + id + ".kind", "folder");
      flags.put("sources." + group + id + ".path", folder.resolve(id).toString());
    }
    return Settings.connectors(flags);
  }

  private static ConnectorsApp start(ConnectorsSettings settings) {
    return ConnectorsApp.start(broker.settings(), REGISTRY, settings);
  }

  private static List<String> captured(ConnectorsApp... apps) {
    List<String> all = new ArrayList<>();
    for (ConnectorsApp app : apps) {
      app.statuses().stream().map(SourceStatus::getSourceId).forEach(all::add);
    }
    return all;
  }

  private static List<String> expected(String group, List<String> ids) {
    return ids.stream().map(id -> group + id).toList();
  }

  @Test
  void shouldShareTheSourcesAndHandThemOver() {
    ConnectorsSettings settings = settings("shared", ids(12));
    List<String> all = expected("shared", ids(12));
    try (ConnectorsApp first = start(settings)) {
      assertThat(captured(first)).containsExactlyInAnyOrderElementsOf(all);
      try (ConnectorsApp second = start(settings)) {
        await().atMost(LIMIT).until(() -> !captured(second).isEmpty());
        await()
            .atMost(LIMIT)
            .untilAsserted(
                () -> assertThat(captured(first, second)).containsExactlyInAnyOrderElementsOf(all));
        assertThat(captured(first)).isNotEmpty();
      }
      await()
          .atMost(LIMIT)
          .untilAsserted(
              () -> assertThat(captured(first)).containsExactlyInAnyOrderElementsOf(all));
    }
  }

  @Test
  void shouldStartChangeAndEndASourceWhileItRuns() {
    DefinitionTopic topic = new DefinitionTopic(broker.settings(), REGISTRY);
    try (ConnectorsApp app = start(settings("live", List.of()))) {
      MeterRegistry meters = new SimpleMeterRegistry();
      app.bindTo(meters);
      put(topic, "5", "live");
      await().atMost(LIMIT).until(() -> captured(app).equals(List.of("livesource")));
      Instant started = app.statuses().get(0).getStartedAt();

      put(topic, "6", "live");
      await()
          .atMost(LIMIT)
          .until(
              () ->
                  app.statuses().stream()
                      .anyMatch(status -> status.getStartedAt().isAfter(started)));

      assertThat(meters.getMeters()).isNotEmpty();
      topic.remove("livesource");
      await().atMost(LIMIT).until(() -> captured(app).isEmpty());
      await().atMost(LIMIT).until(() -> meters.getMeters().isEmpty());
    }
  }

  @Test
  void shouldCaptureNothingOfWhatASourceWasBefore() {
    DefinitionTopic topic = new DefinitionTopic(broker.settings(), REGISTRY);
    try (ConnectorsApp any = start(settings("other", List.of()))) {
      assertThat(captured(any)).isEmpty();
    }
    put(topic, "1", "past");
    put(topic, "2", "past");
    topic.remove("pastsource");
    put(topic, "3", "past");

    try (ConnectorsApp app = start(settings("past", List.of()))) {
      assertThat(captured(app)).containsExactly("pastsource");
    }
    assertThat(
            new TopicReader(broker.settings(), REGISTRY)
                .all(broker.settings().topics().sources()).stream()
                    .filter(record -> record.key().equals("pastsource"))
                    .map(record -> record.value().getStartedAt()))
        .isNotEmpty()
        .containsOnly(
            new TopicReader(broker.settings(), REGISTRY)
                .all(broker.settings().topics().sources()).stream()
                    .filter(record -> record.key().equals("pastsource"))
                    .map(record -> record.value().getStartedAt())
                    .findFirst()
                    .orElseThrow());
  }

  private static void put(DefinitionTopic topic, String maxRate, String group) {
    topic.put(
        Definitions.of(
            group + "source",
            group,
            Settings.source("folder", folder.resolve("line-0"), "max-rate", maxRate),
            DefinitionOrigin.COMMAND,
            Instant.now()));
  }

  @Test
  void shouldFollowTheSettingsFileButForWhatAPersonChanged() {
    DefinitionTopic topic = new DefinitionTopic(broker.settings(), REGISTRY);
    start(settings("file", List.of("line-1", "line-2"))).close();
    topic.put(
        Definitions.of(
            "fileline-2",
            "file",
            Settings.source("folder", folder.resolve("line-5")),
            DefinitionOrigin.COMMAND,
            Instant.now()));

    try (ConnectorsApp app = start(settings("file", List.of("line-2", "line-3")))) {
      assertThat(captured(app)).containsExactly("fileline-2", "fileline-3");
      assertThat(Definitions.settings(topic.read().get("fileline-2").orElseThrow()).path())
          .endsWith(Path.of("line-5"));
    }
  }
}
