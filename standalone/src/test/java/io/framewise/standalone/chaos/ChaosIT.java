package io.framewise.standalone.chaos;

import io.framewise.standalone.embedded.EmbeddedRegistry;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.Timeout;

/** One fault of each kind under load, on one broker: the short form of the proofs. */
@TestInstance(Lifecycle.PER_CLASS)
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ChaosIT {

  private Path directory;
  private Brokers brokers;
  private EmbeddedRegistry registry;

  @BeforeAll
  void start() throws Exception {
    directory = WorkPlace.fresh("short");
    registry = EmbeddedRegistry.start(directory.resolve("registry"), 0);
    brokers = Brokers.start(directory, 1);
  }

  @AfterAll
  void stop() {
    if (brokers != null) {
      brokers.close();
    }
    if (registry != null) {
      registry.close();
    }
  }

  @Test
  void shouldHaveEachEventOnceWhenTheAppIsKilledAmongPoison() throws Exception {
    LongPredicate poisoned = second -> second >= 2;
    try (Work work = new Work(site("kills"), directory, poisoned)) {
      Faults faults = new Faults(brokers, work);
      work.cameras().runOn(4);
      faults.killApp();
      work.cameras().runOn(4);
      work.requireOutcome();
    }
  }

  @Test
  void shouldLoseNothingWhenTheRegistryIsAwayAndNeeded() throws Exception {
    Site site = site("registry");
    NewerFrames newer = NewerFrames.register(site);
    try (Work work = new Work(site, directory)) {
      int port = registry.port();
      registry.close();
      work.sender().encode(newer);
      work.cameras().runOn(3);
      work.app().kill();
      work.app().start();
      work.cameras().runOn(2);
      registry = EmbeddedRegistry.start(directory.resolve("registry"), port);
      work.say("the registry is back");
      work.requireOutcome();
    }
  }

  private Site site(String name) {
    return Site.on(brokers, registry.url(), name);
  }
}
