package io.framewise.model.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Looks in a JVM of its own, whose private memory is measured between them.
 *
 * @param warmUp looks before the first measurement
 * @param looks looks that are measured
 * @param between looks between two measurements
 * @param group how many measurements at the beginning, and at the end, have their median taken:
 *     single ones differ by some megabytes, up and down
 */
record NativeMemoryRun(int warmUp, int looks, int between, int group) {

  /** Fails when the medians of the first and of the last measurements lie further apart. */
  void requireAtMost(Path directory, long bytesALook) throws IOException, InterruptedException {
    Process probe = start(directory);
    String output = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(probe.waitFor()).as(output).isZero();
    List<Long> bytes =
        output.lines().filter(line -> line.matches("\\d+")).map(Long::valueOf).toList();
    assertThat(bytes).as(output).hasSize(1 + looks / between);
    long before = median(bytes.subList(0, group));
    long after = median(bytes.subList(bytes.size() - group, bytes.size()));
    assertThat(after - before)
        .as("bytes more at the end: %s", bytes)
        .isLessThan((looks - (group - 1L) * between) * bytesALook);
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /** A JVM whose heap is resident from the start and whose compiler needs little memory. */
  private Process start(Path directory) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms192m", "-Xmx192m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC"));
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(MemoryProbe.class.getName(), directory.toString()));
    command.add(Integer.toString(warmUp));
    command.addAll(Collections.nCopies(looks / between, Integer.toString(between)));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
