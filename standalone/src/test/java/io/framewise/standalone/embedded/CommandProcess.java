package io.framewise.standalone.embedded;

import io.framewise.platform.lifecycle.ChildProcess;
import io.framewise.standalone.FramewiseCommand;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** A framewise command in a process of its own that logs everything there is to log. */
final class CommandProcess implements AutoCloseable {

  private static final String LOG_ALL =
      """
      <configuration>
        <appender name="all" class="ch.qos.logback.core.ConsoleAppender">
          <encoder><pattern>%level [%thread] %logger %mdc %msg%n%ex{full}</pattern></encoder>
        </appender>
        <root level="TRACE"><appender-ref ref="all"/></root>
      </configuration>
      """;

  private final Process process;
  private final Path said;

  private CommandProcess(Process process, Path said) {
    this.process = process;
    this.said = said;
  }

  static CommandProcess start(
      Path directory, Map<String, String> environment, List<String> arguments) throws IOException {
    Path log = Files.writeString(directory.resolve("log-all.xml"), LOG_ALL);
    Path said = Files.createTempFile(directory, "said", ".txt");
    List<String> command =
        new ArrayList<>(
            List.of(
                ProcessHandle.current().info().command().orElse("java"),
                "-Xmx256m",
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-Dlogback.configurationFile=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                ChildProcess.class.getName(),
                FramewiseCommand.class.getName()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(said.toFile());
    builder.environment().keySet().removeIf(name -> name.startsWith("FRAMEWISE_"));
    builder.environment().putAll(environment);
    return new CommandProcess(builder.start(), said);
  }

  int exitCode() throws InterruptedException {
    if (!process.waitFor(120, TimeUnit.SECONDS)) {
      throw new IllegalStateException("still running after two minutes");
    }
    return process.exitValue();
  }

  String said() throws IOException {
    return Files.readString(said);
  }

  long id() {
    return process.pid();
  }

  void stop() {
    process.destroy();
  }

  @Override
  public void close() {
    process.destroyForcibly();
  }
}
