package io.framewise.model.generate;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeMemoryTest {

  private static final int WARM_UP = 6_000;
  private static final int LOOKS = 10_000;
  private static final int BETWEEN = 250;

  /** Single measurements differ by some megabytes, up and down; the median of many does not. */
  private static final int GROUP = 13;

  /** Less than the least that one can forget: a manager with one number in it takes 400. */
  private static final long BYTES_A_LOOK = 300;

  /** So many looks lie between the medians of the first and of the last measurements. */
  private static final long BOUND = (LOOKS - (GROUP - 1) * BETWEEN) * BYTES_A_LOOK;

  @TempDir private Path directory;

  @Test
  void shouldHoldNoMoreNativeMemoryAfterTenThousandLooks()
      throws IOException, InterruptedException {
    Process probe = start();
    String output = new String(probe.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

    assertThat(probe.waitFor()).as(output).isZero();
    List<Long> bytes =
        output.lines().filter(line -> line.matches("\\d+")).map(Long::valueOf).toList();
    assertThat(bytes).as(output).hasSize(1 + LOOKS / BETWEEN);
    long before = median(bytes.subList(0, GROUP));
    long after = median(bytes.subList(bytes.size() - GROUP, bytes.size()));
    assertThat(after - before).as("bytes more at the end: %s", bytes).isLessThan(BOUND);
  }

  private static long median(List<Long> values) {
    return values.stream().sorted().toList().get(values.size() / 2);
  }

  /** A JVM whose heap is resident from the start and whose compiler needs little memory. */
  private Process start() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xms192m", "-Xmx192m", "-XX:+AlwaysPreTouch", "-XX:+UseSerialGC"));
    command.addAll(
        List.of("-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(MemoryProbe.class.getName(), directory.toString()));
    command.add(Integer.toString(WARM_UP));
    command.addAll(Collections.nCopies(LOOKS / BETWEEN, Integer.toString(BETWEEN)));
    return new ProcessBuilder(command).redirectErrorStream(true).start();
  }
}
