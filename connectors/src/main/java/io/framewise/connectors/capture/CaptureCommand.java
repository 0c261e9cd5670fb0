package io.framewise.connectors.capture;

import java.io.File;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/**
 * How a capture process is started: a small JVM with this one's class path, and little of its
 * environment.
 */
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

  /**
   * What it may know of its surroundings. Passwords of other sources and of Kafka may stand there
   * too. Options for Java are not among it: they are meant for this process, a log of the collector
   * on the pipe or a port taken.
   */
  private static final Set<String> KEPT_VARIABLES =
      Set.of(
          "PATH",
          "HOME",
          "LANG",
          "LANGUAGE",
          "TZ",
          "TMPDIR",
          "JAVA_HOME",
          "LD_LIBRARY_PATH",
          "LD_PRELOAD",
          "MALLOC_ARENA_MAX",
          "SSL_CERT_FILE",
          "SSL_CERT_DIR",
          "DISPLAY",
          "XAUTHORITY");

  private CaptureCommand() {}

  /**
   * What starts it.
   *
   * @param environment this process's variables, of which it gets those that it needs
   */
  static ProcessBuilder builder(Map<String, String> environment) {
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
    builder.environment().clear();
    environment.forEach(
        (name, value) -> {
          if (KEPT_VARIABLES.contains(name) || name.startsWith("LC_")) {
            builder.environment().put(name, value);
          }
        });
    return builder;
  }
}
