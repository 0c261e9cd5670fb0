package io.framewise.lab.pipeline;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Another process's Java machine, by the JDK's {@code jcmd}. */
final class JvmView {

  private static final Pattern USED = Pattern.compile("used (\\d+)K");
  private static final double KIB_A_MIB = 1024;

  private final long pid;

  JvmView(long pid) {
    this.pid = pid;
  }

  /** The heap that is in use after a full collection, in MiB. */
  double heapAfterGcMib() throws IOException, InterruptedException {
    jcmd("GC.run");
    String heap = jcmd("GC.heap_info");
    Matcher used = USED.matcher(heap);
    if (!used.find()) {
      throw new IOException("jcmd does not tell how much of the heap is in use: " + heap);
    }
    return Long.parseLong(used.group(1)) / KIB_A_MIB;
  }

  private String jcmd(String command) throws IOException, InterruptedException {
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
