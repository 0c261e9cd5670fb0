package io.framewise.standalone.e2e;

import java.nio.file.Path;
import org.junit.jupiter.api.condition.EnabledIf;
import org.testcontainers.DockerClientFactory;

/** On containers, where a Docker engine answers. */
@EnabledIf(value = "dockerAnswers", disabledReason = "no Docker engine answers on this machine")
class ContainerWholeWayIT extends WholeWayScenarios {

  static boolean dockerAnswers() {
    return DockerClientFactory.instance().isDockerAvailable();
  }

  @Override
  Platform startPlatform(Path directory) {
    return ContainerPlatform.start();
  }
}
