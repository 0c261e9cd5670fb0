package io.framewise;

import static io.framewise.testing.ModuleRules.CONNECTORS;
import static io.framewise.testing.ModuleRules.DJL;
import static io.framewise.testing.ModuleRules.JAVACV;
import static io.framewise.testing.ModuleRules.KAFKA_STREAMS;
import static io.framewise.testing.ModuleRules.MODEL_RUNTIME;
import static io.framewise.testing.ModuleRules.REGISTRY_CLIENT;
import static io.framewise.testing.ModuleRules.STANDALONE;
import static io.framewise.testing.ModuleRules.STREAMS_APP;
import static io.framewise.testing.ModuleRules.VERTX;

import io.framewise.testing.ModuleRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void shouldKeepToTheModuleTable() {
    new ModuleRules("io.framewise")
        .neverUses(
            CONNECTORS, STREAMS_APP, MODEL_RUNTIME, STANDALONE, DJL, JAVACV, KAFKA_STREAMS, VERTX)
        .usesOnlyIn(REGISTRY_CLIENT, "io.framewise.contract.serde..")
        .behaves();
    new ModuleRules("io.framewise.contract").hasNoCircles();
  }

  /** The contracts stand on the platform, never the other way round. */
  @Test
  void shouldKeepThePlatformFreeOfTheContracts() {
    new ModuleRules("io.framewise.platform").neverUses("io.framewise.contract..").hasNoCircles();
  }
}
