package io.framewise.lab.connect;

import io.framewise.connectors.capture.CaptureProcess;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;

/**
 * What the capture processes of this process use, as the system tells.
 *
 * @param processes how many there are
 * @param residentMib memory of all of them, shared pages counted in each
 * @param cpu processor time of all of them since they began
 */
record CaptureUsage(int processes, double residentMib, Duration cpu) {

  private static final double KIB_PER_MIB = 1024;

  /** What they use now. */
  static CaptureUsage now() {
    List<ProcessHandle> captures =
        ProcessHandle.current().children().filter(CaptureUsage::captures).toList();
    return new CaptureUsage(
        captures.size(),
        captures.stream().mapToDouble(CaptureUsage::residentMib).sum(),
        captures.stream()
            .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
            .reduce(Duration.ZERO, Duration::plus));
  }

  private static boolean captures(ProcessHandle process) {
    return read(process, "cmdline").contains(CaptureProcess.class.getName());
  }

  private static double residentMib(ProcessHandle process) {
    try (Stream<String> lines = read(process, "status").lines()) {
      return lines
              .filter(line -> line.startsWith("VmRSS:"))
              .mapToLong(line -> Long.parseLong(line.replaceAll("\\D", "")))
              .sum()
          / KIB_PER_MIB;
    }
  }

  private static String read(ProcessHandle process, String file) {
    Path path = Path.of("/proc", Long.toString(process.pid()), file);
    try {
      return Files.exists(path) ? Files.readString(path, StandardCharsets.ISO_8859_1) : "";
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
