package io.framewise.model;

import static io.framewise.testing.ModuleRules.CONNECTORS;
import static io.framewise.testing.ModuleRules.DJL;
import static io.framewise.testing.ModuleRules.JAVACV;
import static io.framewise.testing.ModuleRules.KAFKA_STREAMS;
import static io.framewise.testing.ModuleRules.REGISTRY_CLIENT;
import static io.framewise.testing.ModuleRules.STANDALONE;
import static io.framewise.testing.ModuleRules.STREAMS_APP;

import io.framewise.testing.ModuleRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void shouldKeepToTheModuleTable() {
    new ModuleRules("io.framewise.model")
        .neverUses(CONNECTORS, STREAMS_APP, STANDALONE, JAVACV, KAFKA_STREAMS, REGISTRY_CLIENT)
        .usesOnlyIn(
            DJL,
            "io.framewise.model.checkpoint..",
            "io.framewise.model.internvl..",
            "io.framewise.model.generate..")
        .hasNoCircles()
        .behaves();
  }
}
