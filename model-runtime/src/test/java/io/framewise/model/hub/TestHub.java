package io.framewise.model.hub;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Downloads from a {@link FakeHub} into a folder, without ever waiting. */
final class TestHub {

  private static final Duration SILENCE = Duration.ofSeconds(20);

  private final FakeHub hub;
  private final Path home;
  private final List<Duration> pauses = new CopyOnWriteArrayList<>();

  TestHub(FakeHub hub, Path home) {
    this.hub = hub;
    this.home = home;
  }

  Path find(String name, String... environment) {
    return find(name, SILENCE, Long.MAX_VALUE, environment);
  }

  Path find(String name, Duration silence, long freeBytes, String... environment) {
    Surroundings surroundings = new Surroundings(pauses::add, silence, folder -> freeBytes);
    return ModelLocation.resolve(name, hub.environment(home, environment), surroundings);
  }

  Path repository() {
    return home.resolve("hub").resolve("models--acme--tiny");
  }

  Path blob(String name) {
    byte[] content = hub.content(name);
    boolean large = name.endsWith(".safetensors");
    return repository()
        .resolve("blobs")
        .resolve(large ? FakeHub.hash("SHA-256", content) : FakeHub.gitBlob(content));
  }

  Path incomplete(String name) {
    Path blob = blob(name);
    return blob.resolveSibling(blob.getFileName() + ".framewise.incomplete");
  }

  /** How long it would have waited between tries. */
  List<Duration> pauses() {
    return pauses;
  }
}
