package io.framewise.standalone.chaos;

import io.framewise.platform.lifecycle.ChildProcess;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/**
 * A program on this class path in a JVM of its own, that can be killed. It ends with this JVM at
 * the latest. What it says is appended to its log.
 */
final class ChildJvm implements AutoCloseable {

  private static final long STOP_LIMIT_S = 60;

  private final Process process;

  private ChildJvm(Process process) {
    this.process = process;
  }

  static ChildJvm start(Path log, String mainClass, List<String> arguments) throws IOException {
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx384m",
                "-XX:+UseSerialGC",
                // Several of these share two cores, and most live for seconds.
                "-XX:TieredStopAtLevel=1",
                // What it logs as a program, not as a test.
                "-Dlogback.configurationFile=logback.xml",
                "-cp",
                System.getProperty("java.class.path"),
                ChildProcess.class.getName(),
                mainClass));
    command.addAll(arguments);
    Files.createDirectories(log.toAbsolutePath().getParent());
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(log.toFile()));
    // Settings of whoever runs the tests are none of these processes'.
    builder.environment().keySet().removeIf(name -> name.startsWith("FRAMEWISE_"));
    return new ChildJvm(builder.start());
  }

  long pid() {
    return process.pid();
  }

  /** Sends a signal by its name, such as STOP. */
  void signal(String name) throws IOException, InterruptedException {
    int status =
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    if (status != 0) {
      throw new IOException("kill -" + name + " " + process.pid() + " failed");
    }
  }

  boolean isAlive() {
    return process.isAlive();
  }

  /** SIGKILL: no hook runs, nothing is flushed, nobody is told. */
  void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** SIGTERM, and after a minute the other. */
  void stop() throws InterruptedException {
    process.destroy();
    if (!process.waitFor(STOP_LIMIT_S, TimeUnit.SECONDS)) {
      kill();
    }
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
