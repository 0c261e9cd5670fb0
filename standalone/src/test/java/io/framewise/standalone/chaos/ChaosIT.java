package io.framewise.standalone.chaos;

import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** One fault of each kind under load, on one broker: the short form of the proofs. */
@Timeout(value = 10, unit = TimeUnit.MINUTES)
class ChaosIT {

  @RegisterExtension private static final Ground GROUND = new Ground("short", 1);

  @Test
  void shouldHaveEachEventOnceWhenTheAppIsKilledAmongPoison() throws Exception {
    LongPredicate poisoned = second -> second >= 2;
    try (Work work = new Work(GROUND.site("kills"), GROUND.directory(), poisoned)) {
      Faults faults = new Faults(GROUND.brokers(), work);
      work.cameras().runOn(4);
      faults.killApp();
      work.cameras().runOn(4);
      work.requireOutcome();
    }
  }

  @Test
  void shouldLoseNothingWhenTheRegistryIsAwayAndNeeded() throws Exception {
    Site site = GROUND.site("registry");
    NewerFrames newer = NewerFrames.register(site);
    try (Work work = new Work(site, GROUND.directory())) {
      int port = GROUND.stopRegistry();
      work.sender().encode(newer);
      work.cameras().runOn(3);
      work.app().kill();
      work.app().start();
      work.cameras().runOn(2);
      GROUND.startRegistry(port);
      work.say("the registry is back");
      work.requireOutcome();
    }
  }
}
