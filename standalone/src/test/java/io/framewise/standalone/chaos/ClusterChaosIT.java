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

/** Faults under load, on three brokers. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 15, unit = TimeUnit.MINUTES)
class ClusterChaosIT {

  private static final List<Look> LOOKS =
      List.of(
          new Look("a-tumbling", 2000, 2000, 4, 300), new Look("b-hopping", 3000, 1500, 6, 0));
  private static final int SOURCES = 50;
  private static final int FRAMES_A_SECOND = 500;
  private static final int SECONDS = Integer.getInteger("chaos.seconds", 30);
  private static final Duration LIMIT = Duration.ofMinutes(10);

  private Path directory;
  private Brokers brokers;
  private EmbeddedRegistry registry;

  @BeforeAll
  void startCluster() throws Exception {
    directory = WorkPlace.fresh("cluster");
    registry = EmbeddedRegistry.start(directory.resolve("registry"), 0);
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
    Site site = Site.on(brokers, registry.url(), "kills");
    long startedAt = System.nanoTime();
    try (NullWorker worker = NullWorker.start(site);
        StreamsProcess app = new StreamsProcess(site, directory, Look.settings(LOOKS));
        Faults faults = new Faults(brokers, app, site);
        Cameras cameras = new Cameras(site, SOURCES)) {
      app.start();
      cameras.start();
      List<Fault> plan =
          List.of(
              faults::killApp,
              () -> faults.bounce(0),
              faults::killApp,
              () -> faults.bounce(1),
              faults::killApp,
              () -> faults.bounce(2),
              () -> faults.bounceHard(0),
              faults::killApp,
              () -> faults.bounceHard(1),
              faults::killApp,
              () -> faults.bounceHard(2));
      long total = (long) FRAMES_A_SECOND * SECONDS;
      for (int i = 0; i < plan.size(); i++) {
        long due = total * (i + 1) / (plan.size() + 1);
        Patiently.until(LIMIT, () -> cameras.count() >= due);
        plan.get(i).run();
        say(startedAt, faults + ", " + cameras.count() + " frames sent");
      }
      Patiently.until(LIMIT, () -> cameras.count() >= total);
      Outcome outcome = new Outcome(site, cameras.finish(), LOOKS);
      say(startedAt, "the input has ended");
      outcome.require(app);
      say(startedAt, outcome + "; " + faults);
    }
  }

  private static void say(long startedAt, String what) {
    System.out.printf("chaos %4d s: %s%n", (System.nanoTime() - startedAt) / 1_000_000_000, what);
  }
}
