package io.framewise.standalone.chaos;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Faults under load, on three brokers. {@link ChaosIT} is the short form. */
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ClusterChaosProof {

  /** As many as two real workers answer with time to spare. */
  private static final int FEW_SOURCES = 10;

  /** One window of each source and question set, for each of the three times. */
  private static final int MOST_EXPIRED = 3 * 2 * FEW_SOURCES;

  private static final Duration PACE = Duration.ofMillis(50);

  @RegisterExtension private static final Ground GROUND = new Ground("cluster", 3);

  private interface Fault {
    void run() throws Exception;
  }

  @Test
  void shouldHaveEachEventOnceWhenTheAppIsKilledAndBrokersBounce() throws Exception {
    try (Work work = new Work(GROUND.site("kills"), GROUND.directory())) {
      Faults faults = new Faults(GROUND.brokers(), work);
      List<Fault> plan = plan(faults);
      long frames = work.cameras().framesIn(120);
      for (int i = 0; i < plan.size(); i++) {
        work.cameras().awaitCount(frames * (i + 1) / (plan.size() + 1));
        plan.get(i).run();
      }
      work.cameras().awaitCount(frames);
      work.requireOutcome();
    }
    GROUND.brokers().awaitInSync();
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
    Site site = GROUND.site("all-kinds");
    WorkerCrew crew = WorkerCrew.start(site, GROUND.directory(), 2, PACE, List.of());
    try (Work work = new Work(site, GROUND.directory(), FEW_SOURCES, second -> false, crew)) {
      Faults faults = new Faults(GROUND.brokers(), work);
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
    GROUND.brokers().awaitInSync();
  }

  @Test
  void shouldLoseNothingWhenTheRegistryIsAwayAndNeeded() throws Exception {
    Site site = GROUND.site("registry");
    NewerFrames newer = NewerFrames.register(site);
    try (Work work = new Work(site, GROUND.directory())) {
      int port = GROUND.stopRegistry();
      work.sender().encode(newer);
      // Longer than the app waits for a schema before it gives its thread up.
      work.cameras().runOn(30);
      work.say("the registry is away, and frames of an unknown schema wait");
      work.app().kill();
      work.app().start();
      work.cameras().runOn(5);
      GROUND.startRegistry(port);
      work.say("the registry is back");
      work.requireOutcome();
    }
  }
}
