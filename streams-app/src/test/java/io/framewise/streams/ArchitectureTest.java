package io.framewise.streams;

import static io.framewise.testing.ModuleRules.CONNECTORS;
import static io.framewise.testing.ModuleRules.DJL;
import static io.framewise.testing.ModuleRules.JAVACV;
import static io.framewise.testing.ModuleRules.MODEL_RUNTIME;
import static io.framewise.testing.ModuleRules.REGISTRY_CLIENT;
import static io.framewise.testing.ModuleRules.STANDALONE;
import static io.framewise.testing.ModuleRules.VERTX;

import io.framewise.testing.ModuleRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void shouldKeepToTheModuleTable() {
    new ModuleRules("io.framewise.streams")
        .neverUses(CONNECTORS, MODEL_RUNTIME, STANDALONE, DJL, JAVACV, REGISTRY_CLIENT)
        .usesOnlyIn(VERTX, "io.framewise.streams.api..")
        .hasNoCircles()
        .behaves();
  }
}
