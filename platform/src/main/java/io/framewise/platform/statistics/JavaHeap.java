package io.framewise.platform.statistics;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

/** The heap of another Java process of this user, by the JDK's {@code jcmd}. */
public final class JavaHeap {

  /** One line a generation, or one for all. */
  private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

  private static final double KIB_A_MIB = 1024;

  private JavaHeap() {}

  /**
   * What is in use after a full collection, in MiB.
   *
   * @throws IOException when the process does not say
   */
  public static double usedAfterCollection(long pid) throws IOException, InterruptedException {
    jcmd(pid, "GC.run");
    return used(jcmd(pid, "GC.heap_info"));
  }

  static double used(String heapInfo) throws IOException {
    List<String> used = USED.matcher(heapInfo).results().map(found -> found.group(1)).toList();
    if (used.isEmpty()) {
      throw new IOException("jcmd does not say how much of the heap is in use: " + heapInfo);
    }
    return used.stream().mapToLong(Long::parseLong).sum() / KIB_A_MIB;
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
      throw new IOException("jcmd " + command + " failed: " + said);
    }
    return said;
  }
}
