package io.framewise.lab.pipeline;

import io.framewise.platform.lifecycle.Lifecycle;
import io.framewise.standalone.embedded.DataDirectory;
import io.framewise.standalone.embedded.EmbeddedBroker;
import io.framewise.standalone.embedded.EmbeddedRegistry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** A broker and a registry in a directory that goes with them. */
public final class BenchCluster implements AutoCloseable {

  private final Lifecycle parts = new Lifecycle();
  private final Path directory;
  private final EmbeddedBroker broker;
  private final EmbeddedRegistry registry;

  /** Starts both in a new directory below {@code parent}. */
  public BenchCluster(Path parent) throws IOException {
    Files.createDirectories(parent);
    this.directory = Files.createTempDirectory(parent, "bench-");
    parts.add("directory", () -> delete(directory));
    try {
      DataDirectory data = parts.add("lock", DataDirectory.open(directory));
      this.registry = parts.add("registry", EmbeddedRegistry.start(data.registry(), 0));
      this.broker = parts.add("broker", EmbeddedBroker.start(data.broker(), 0));
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    }
  }

  /** Where the broker is. */
  public String bootstrapServers() {
    return broker.bootstrapServers();
  }

  /** Where the registry is. */
  public String registryUrl() {
    return registry.url();
  }

  /** Where both lie; files that are put there go with them. */
  public Path directory() {
    return directory;
  }

  @Override
  public void close() {
    parts.close();
  }

  /** Deletes a directory and all in it, where it exists. */
  static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }
}
