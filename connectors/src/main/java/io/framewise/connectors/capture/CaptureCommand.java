package io.framewise.connectors.capture;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** How a capture process is started: a small JVM with this one's class path. */
final class CaptureCommand {

  private static final List<String> OPTIONS =
      List.of(
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:ReservedCodeCacheSize=24m",
          "-Xss512k",
          "-XX:+ExitOnOutOfMemoryError",
          // A crash must not write what the memory held: addresses with passwords are in it.
          "-XX:-CreateCoredumpOnCrash",
          "-XX:+SuppressFatalErrorMessage",
          // Only what is released at once is allocated here, and a collection costs each source.
          "-Dorg.bytedeco.javacpp.nopointergc=true",
          "-Dframewise.log=WARN");

  private CaptureCommand() {}

  static ProcessBuilder builder() {
    List<String> command = new ArrayList<>();
    command.add(System.getProperty("java.home") + File.separator + "bin" + File.separator + "java");
    command.addAll(OPTIONS);
    Stream.of("java.io.tmpdir", "org.bytedeco.javacpp.cachedir")
        .filter(key -> System.getProperty(key) != null)
        .forEach(key -> command.add("-D" + key + "=" + System.getProperty(key)));
    command.add("-cp");
    command.add(System.getProperty("java.class.path"));
    command.add(CaptureProcess.class.getName());
    return new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
  }
}
