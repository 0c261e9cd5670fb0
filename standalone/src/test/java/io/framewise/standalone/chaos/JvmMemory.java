package io.framewise.standalone.chaos;

import io.framewise.platform.statistics.JavaHeap;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * What a Java process holds, in MiB.
 *
 * @param heap in use after a full collection
 * @param resident of the process
 */
record JvmMemory(double heap, double resident) {

  private static final double KIB = 1024;

  static JvmMemory of(long pid) throws IOException, InterruptedException {
    double resident =
        Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum()
            / KIB;
    return new JvmMemory(JavaHeap.usedAfterCollection(pid), resident);
  }
}
