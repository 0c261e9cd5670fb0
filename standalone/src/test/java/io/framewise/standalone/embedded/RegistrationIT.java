package io.framewise.standalone.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import io.framewise.contract.Secret;
import io.framewise.contract.UserError;
import io.framewise.contract.serde.RegistryAccess;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.settings.RegistrySettings;
import io.framewise.platform.settings.RegistryTls;
import io.framewise.testing.LogLines;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.slf4j.LoggerFactory;

/** Schemas on a real registry: several processes at once, and one that may only read. */
@Timeout(value = 300, unit = TimeUnit.SECONDS)
class RegistrationIT {

  private static final Duration LIMIT = Duration.ofSeconds(60);
  private static final int ROUNDS = 6;
  private static final int DEPLOYABLES = 4;

  @TempDir private static Path directory;
  private static EmbeddedRegistry registry;

  @BeforeAll
  static void start() {
    registry = EmbeddedRegistry.start(directory, 0);
  }

  @AfterAll
  static void stop() {
    registry.close();
  }

  @Test
  void shouldGiveAllTheSameIdsWhenTheyStartAtOnce() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(DEPLOYABLES);
    try {
      for (int round = 0; round < ROUNDS; round++) {
        // New subjects each time; in the first round the registry is empty altogether.
        List<Topic<?>> topics = topics("round" + round + ".");
        CyclicBarrier barrier = new CyclicBarrier(DEPLOYABLES);
        List<Future<List<Integer>>> starts = new ArrayList<>();
        for (int i = 0; i < DEPLOYABLES; i++) {
          starts.add(threads.submit(() -> start(barrier, topics)));
        }
        List<Integer> ids = starts.get(0).get();
        for (Future<List<Integer>> start : starts) {
          assertThat(start.get()).isEqualTo(ids);
        }
      }
    } finally {
      threads.shutdownNow();
    }
  }

  private static List<Integer> start(CyclicBarrier barrier, List<Topic<?>> topics)
      throws Exception {
    SchemaRegistry own = new SchemaRegistry(RegistryAccess.open(registry.url()));
    barrier.await();
    own.prepare(topics, LIMIT);
    return topics.stream().map(own::register).toList();
  }

  @Test
  void shouldChangeNothingWhereAllIsThere() throws Exception {
    List<Topic<?>> topics = topics("there.");
    new SchemaRegistry(RegistryAccess.open(registry.url())).prepare(topics, LIMIT);
    try (RegistryGate gate = new RegistryGate(registry.url(), 403, RegistryGate::writes)) {
      for (boolean autoRegister : new boolean[] {true, false}) {
        SchemaRegistry reader = new SchemaRegistry(settings(gate.url(), autoRegister).access());
        reader.prepare(topics, LIMIT);
        assertThat(reader.schemaById(reader.register(topics.get(0)))).isNotNull();
      }
      assertThat(gate.refusals()).isEmpty();
    }
  }

  @Test
  void shouldSayWhatAReadOnlyRegistryLacks() throws Exception {
    List<Topic<?>> topics = topics("lacking.");
    try (RegistryGate gate = new RegistryGate(registry.url(), 403, RegistryGate::writes)) {
      assertThatThrownBy(
              () -> new SchemaRegistry(settings(gate.url(), false).access()).prepare(topics, LIMIT))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("lacks this version's schema of " + topics.get(0).subject());
      assertThat(gate.refusals()).isEmpty();
      assertThatThrownBy(
              () -> new SchemaRegistry(settings(gate.url(), true).access()).prepare(topics, LIMIT))
          .isInstanceOf(UserError.class)
          .hasMessageContaining("does not let user ann register");
    }
  }

  @Test
  void shouldWarnOnceWhichCompatibilityHoldsWhereItMayNotBeSet() throws Exception {
    Logger logger = (Logger) LoggerFactory.getLogger(SchemaRegistry.class);
    LogLines log = new LogLines();
    logger.addAppender(log);
    try (RegistryGate gate =
        new RegistryGate(registry.url(), 403, request -> request.startsWith("PUT /config"))) {
      List<Topic<?>> topics = topics("unguarded.");
      assertThatCode(
              () -> new SchemaRegistry(settings(gate.url(), true).access()).prepare(topics, LIMIT))
          .doesNotThrowAnyException();

      assertThat(gate.refusals()).hasSize(topics.size());
      // Other installations of this process log beside it.
      String subject = topics.get(0).subject();
      List<String> said =
          log.list.stream()
              .map(ILoggingEvent::getFormattedMessage)
              .filter(line -> line.contains(subject))
              .toList();
      assertThat(said).hasSize(1);
      assertThat(said.get(0))
          .contains("FULL_TRANSITIVE", subject + " keeps ", "NONE")
          .doesNotContain("m4rker");
    } finally {
      logger.detachAppender(log);
    }
  }

  private static RegistrySettings settings(String url, boolean autoRegister) {
    return new RegistrySettings(url, "ann", Secret.of("m4rker"), autoRegister, RegistryTls.none());
  }

  private static List<Topic<?>> topics(String prefix) {
    return List.copyOf(new Topics(prefix).all());
  }
}
