package io.framewise.standalone.chaos;

import io.framewise.standalone.embedded.EmbeddedRegistry;
import java.nio.file.Path;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** Brokers and a registry for all tests of a class, and a folder for what their processes keep. */
final class Ground implements BeforeAllCallback, AfterAllCallback {

  private final String name;
  private final int count;
  private Path directory;
  private EmbeddedRegistry registry;
  private Brokers brokers;

  /**
   * A ground with so many brokers.
   *
   * @param name of its folder
   */
  Ground(String name, int brokers) {
    this.name = name;
    this.count = brokers;
  }

  @Override
  public void beforeAll(ExtensionContext context) throws Exception {
    directory = WorkPlace.fresh(name);
    registry = EmbeddedRegistry.start(directory.resolve("registry"), 0);
    brokers = Brokers.start(directory, count);
  }

  @Override
  public void afterAll(ExtensionContext context) {
    if (brokers != null) {
      brokers.close();
    }
    if (registry != null) {
      registry.close();
    }
  }

  Path directory() {
    return directory;
  }

  Brokers brokers() {
    return brokers;
  }

  /** A site of its own on the brokers. */
  Site site(String siteName) {
    return Site.on(brokers, registry.url(), siteName);
  }

  /** Stops the registry; returns the port to start it on again. */
  int stopRegistry() {
    int port = registry.port();
    registry.close();
    return port;
  }

  /** Starts the registry again where it was. */
  void startRegistry(int port) {
    registry = EmbeddedRegistry.start(directory.resolve("registry"), port);
  }
}
