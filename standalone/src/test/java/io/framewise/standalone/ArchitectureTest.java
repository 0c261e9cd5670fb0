package io.framewise.standalone;

import static io.framewise.testing.ModuleRules.DJL;
import static io.framewise.testing.ModuleRules.REGISTRY_CLIENT;

import io.framewise.testing.ModuleRules;
import org.junit.jupiter.api.Test;

class ArchitectureTest {

  @Test
  void shouldKeepToTheModuleTable() {
    new ModuleRules("io.framewise.standalone")
        .neverUses(DJL, REGISTRY_CLIENT)
        .hasNoCircles()
        .behaves();
  }
}
