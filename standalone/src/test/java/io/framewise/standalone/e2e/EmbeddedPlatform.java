package io.framewise.standalone.e2e;

import io.framewise.standalone.embedded.EmbeddedBroker;
import io.framewise.standalone.embedded.EmbeddedRegistry;
import java.nio.file.Path;

/** The broker of the quick start in this JVM, and its registry in a child process. */
record EmbeddedPlatform(EmbeddedBroker broker, EmbeddedRegistry registry) implements Platform {

  static EmbeddedPlatform start(Path directory) {
    EmbeddedRegistry registry = EmbeddedRegistry.start(directory.resolve("registry"), 0);
    try {
      return new EmbeddedPlatform(EmbeddedBroker.start(directory.resolve("broker"), 0), registry);
    } catch (RuntimeException e) {
      registry.close();
      throw e;
    }
  }

  @Override
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  @Override
  public String registryUrl() {
    return registry.url();
  }

  @Override
  public void close() {
    broker.close();
    registry.close();
  }
}
