package io.framewise.connectors;

import static io.framewise.testing.ModuleRules.DJL;
import static io.framewise.testing.ModuleRules.JAVACV;
import static io.framewise.testing.ModuleRules.KAFKA_STREAMS;
import static io.framewise.testing.ModuleRules.MODEL_RUNTIME;
import static io.framewise.testing.ModuleRules.REGISTRY_CLIENT;
import static io.framewise.testing.ModuleRules.STANDALONE;
import static io.framewise.testing.ModuleRules.STREAMS_APP;

import io.framewise.testing.ModuleRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void shouldKeepToTheModuleTable() {
    new ModuleRules("io.framewise.connectors")
        .neverUses(STREAMS_APP, MODEL_RUNTIME, STANDALONE, DJL, KAFKA_STREAMS, REGISTRY_CLIENT)
        .usesOnlyIn(JAVACV, "io.framewise.connectors.video..")
        .usesOnlyIn(
            "org.apache.kafka..", "io.framewise.connectors", "io.framewise.connectors.publish..")
        .hasNoCircles()
        .behaves();
  }
}
