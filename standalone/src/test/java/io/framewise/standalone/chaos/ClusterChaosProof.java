package io.framewise.standalone.chaos;

import io.framewise.standalone.embedded.EmbeddedRegistry;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** Faults under load, on three brokers. {@link ChaosIT} is the short form. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ClusterChaosProof {

  /** As many as two real workers answer with time to spare. */
  private static final int FEW_SOURCES = 10;

  /** One window of each source and question set, for each of the three times. */
  private static final int MOST_EXPIRED = 3 * 2 * FEW_SOURCES;

  private static final Duration PACE = Duration.ofMillis(50);

  private Path directory;
  private Brokers brokers;
  private EmbeddedRegistry registry;

  @BeforeAll
  void startCluster() throws Exception {
    directory = WorkPlace.fresh("cluster");
    registry = startRegistry(0);
    brokers = Brokers.start(directory, 3);
  }

  @AfterAll
  void stopCluster() {
    if (brokers != null) {
      brokers.close();
    }
    if (registry != null) {
      registry.close();
    }
  }

  private interface Fault {
    void run() throws Exception;
  }

  @Test
  void shouldHaveEachEventOnceWhenTheAppIsKilledAndBrokersBounce() throws Exception {
    try (Work work = new Work(site("kills"), directory)) {
      Faults faults = new Faults(brokers, work);
      List<Fault> plan = plan(faults);
      long frames = work.cameras().framesIn(120);
      for (int i = 0; i < plan.size(); i++) {
        work.cameras().awaitCount(frames * (i + 1) / (plan.size() + 1));
        plan.get(i).run();
      }
      work.cameras().awaitCount(frames);
      work.requireOutcome();
    }
    brokers.awaitInSync();
  }

  private static List<Fault> plan(Faults faults) {
    return List.of(
        () -> faults.stopBroker(0),
        faults::killApp,
        () -> faults.stopBroker(1),
        faults::killApp,
        () -> faults.stopBroker(2),
        faults::killApp,
        () -> faults.killBroker(0),
        faults::killApp,
        () -> faults.killBroker(1),
        faults::killApp,
        () -> faults.killBroker(2));
  }

  @Test
  void shouldHaveEachEventOnceWhenAppBrokersAndRealWorkersAreKilled() throws Exception {
    Site site = site("all-kinds");
    WorkerCrew crew = WorkerCrew.start(site, directory, 2, PACE, List.of());
    try (Work work = new Work(site, directory, FEW_SOURCES, second -> false, crew)) {
      Faults faults = new Faults(brokers, work);
      for (int broker = 0; broker < 3; broker++) {
        faults.killWorker(crew.get(0));
        faults.killApp();
        faults.killWorker(crew.get(1));
        faults.killBroker(broker);
      }
      // The partitions of a killed broker have no leader until Kafka misses it, 9 s by default;
      // with the app and the workers killed in the same seconds that may take longer than the
      // deadline of what was asked just then.
      work.requireOutcome(MOST_EXPIRED);
    }
    brokers.awaitInSync();
  }

  @Test
  void shouldLoseNothingWhenTheRegistryIsAwayAndNeeded() throws Exception {
    Site site = site("registry");
    NewerFrames newer = NewerFrames.register(site);
    try (Work work = new Work(site, directory)) {
      int port = registry.port();
      registry.close();
      work.sender().encode(newer);
      // Longer than the app waits for a schema before it gives its thread up.
      work.cameras().runOn(30);
      work.say("the registry is away, and frames of an unknown schema wait");
      work.app().kill();
      work.app().start();
      work.cameras().runOn(5);
      registry = startRegistry(port);
      work.say("the registry is back");
      work.requireOutcome();
    }
  }

  private Site site(String name) {
    return Site.on(brokers, registry.url(), name);
  }

  private EmbeddedRegistry startRegistry(int port) {
    return EmbeddedRegistry.start(directory.resolve("registry"), port);
  }
}
