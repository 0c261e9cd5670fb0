package io.framewise.standalone.chaos;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** Where the processes of these tests keep data and logs: under target, to be read afterwards. */
final class WorkPlace {

  private static final Path ROOT = Path.of("target", "chaos");

  private WorkPlace() {}

  /** An empty folder of a name. */
  static Path fresh(String name) throws IOException {
    Path directory = ROOT.resolve(name).toAbsolutePath();
    if (Files.exists(directory)) {
      try (Stream<Path> files = Files.walk(directory)) {
        for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(file);
        }
      }
    }
    return Files.createDirectories(directory);
  }
}
