package io.framewise.model.hub;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.function.ToLongFunction;

/**
 * What a download meets outside the hub.
 *
 * @param pause how to wait before another try
 * @param silence a connection on which nothing has come for so long counts as broken
 * @param freeBytes room on the disk of a folder
 */
record Surroundings(Pause pause, Duration silence, ToLongFunction<Path> freeBytes) {

  private static final Duration SILENCE = Duration.ofSeconds(30);

  static Surroundings real() {
    return new Surroundings(
        length -> Thread.sleep(length.toMillis()), SILENCE, Surroundings::usableSpace);
  }

  private static long usableSpace(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw new UncheckedIOException(folder + " has no readable file system", e);
    }
  }
}
