package io.framewise.standalone.e2e;

import java.nio.file.Path;

/** On the embedded parts of the quick start. */
class EmbeddedWholeWayIT extends WholeWayScenarios {

  @Override
  Platform startPlatform(Path directory) {
    return EmbeddedPlatform.start(directory);
  }
}
