package io.framewise.connectors.capture;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** How a capture process is started: a small JVM with this one's class path. */
final class CaptureCommand {

  private static final List<String> OPTIONS =
      List.of(
          "-Xmx512m",
          "-XX:+UseSerialGC",
          "-XX:TieredStopAtLevel=1",
          "-XX:ReservedCodeCacheSize=48m",
          // Its standard output is the pipe: what the virtual machine itself has to say goes
          // elsewhere.
          "-Xlog:disable",
          "-Xlog:all=warning:stderr",
          "-XX:+DisplayVMOutputToStderr",
          "-Xss512k",
          "-XX:+ExitOnOutOfMemoryError",
          // A crash must not write what the memory held: addresses with passwords are in it.
          "-XX:-CreateCoredumpOnCrash",
          "-XX:+SuppressFatalErrorMessage",
          // Only what is released at once is allocated here, and a collection costs each source.
          "-Dorg.bytedeco.javacpp.nopointergc=true",
          "-Dframewise.log=WARN");

  private static final Set<String> OTHERS_OPTIONS =
      Set.of("JAVA_TOOL_OPTIONS", "_JAVA_OPTIONS", "JDK_JAVA_OPTIONS");

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
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    // Options that are meant for this process: a log of the collector on the pipe, a port taken.
    builder.environment().keySet().removeAll(OTHERS_OPTIONS);
    return builder;
  }
}
