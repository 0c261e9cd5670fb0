package io.framewise.model.internvl;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What this machine computes with. */
public final class Processor {

  private static final Path DESCRIPTION = Path.of("/proc/cpuinfo");

  /** Variables that hide instructions from libtorch. */
  private static final List<String> LIMITS = List.of("ONEDNN_MAX_CPU_ISA", "ATEN_CPU_CAPABILITY");

  private Processor() {}

  /** Its name, and the variables that limit its use. */
  public static String name() {
    return Stream.concat(
            Stream.of(model()),
            LIMITS.stream()
                .filter(limit -> System.getenv(limit) != null)
                .map(limit -> limit + "=" + System.getenv(limit)))
        .collect(Collectors.joining(", "));
  }

  private static String model() {
    try (Stream<String> lines = Files.lines(DESCRIPTION)) {
      return lines
          .filter(line -> line.startsWith("model name"))
          .map(line -> line.substring(line.indexOf(':') + 1).strip())
          .findFirst()
          .orElse(System.getProperty("os.arch"));
    } catch (IOException e) {
      return System.getProperty("os.arch");
    }
  }
}
