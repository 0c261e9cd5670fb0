package io.framewise.standalone.chaos;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

/**
 * What a Java process holds, in MiB.
 *
 * @param heap in use after a full collection
 * @param resident of the process
 */
record JvmMemory(double heap, double resident) {

  private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");
  private static final double KIB = 1024;

  static JvmMemory of(long pid) throws IOException, InterruptedException {
    jcmd(pid, "GC.run");
    double heap =
        USED.matcher(jcmd(pid, "GC.heap_info"))
                .results()
                .mapToLong(used -> Long.parseLong(used.group(1)))
                .sum()
            / KIB;
    double resident =
        Files.readAllLines(Path.of("/proc", Long.toString(pid), "status")).stream()
                .filter(line -> line.startsWith("VmRSS:"))
                .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
                .sum()
            / KIB;
    return new JvmMemory(heap, resident);
  }

  private static String jcmd(long pid, String command) throws IOException, InterruptedException {
    Process process =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "jcmd").toString(),
                Long.toString(pid),
                command)
            .redirectErrorStream(true)
            .start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    if (process.waitFor() != 0) {
      throw new IOException("jcmd " + command + ": " + said);
    }
    return said;
  }
}
