package io.framewise.standalone.chaos;

import io.framewise.standalone.FramewiseCommand;
import io.framewise.standalone.e2e.Api;
import io.framewise.standalone.e2e.SourceAccount;
import io.framewise.standalone.embedded.Ports;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** {@code framewise streams-app} as a person runs it: a process of its own, that can be killed. */
final class StreamsProcess implements AutoCloseable {

  private static final Duration LIMIT = Duration.ofMinutes(3);

  private final List<String> arguments = new ArrayList<>();
  private final Path log;
  private final Api api;
  private ChildJvm process;

  /** Not started yet. Its folder in {@code directory} keeps its state from start to start. */
  StreamsProcess(Site site, Path directory, String settings) throws IOException {
    Path home = Files.createDirectories(directory.resolve(site.name()));
    Path config = Files.writeString(home.resolve("framewise.yaml"), settings);
    int port = Ports.free();
    this.log = home.resolve("streams-app.log");
    this.api = new Api(port);
    arguments.addAll(List.of("streams-app", "--config", config.toString()));
    arguments.addAll(site.flags());
    arguments.add("--set=streams.application-id=" + site.name() + "-streams");
    arguments.add("--set=streams.state-directory=" + home.resolve("state"));
    arguments.add("--set=api.port=" + port);
  }

  void start() throws IOException {
    process = ChildJvm.start(log, FramewiseCommand.class.getName(), arguments);
  }

  void kill() throws InterruptedException {
    process.kill();
  }

  long pid() {
    return process.pid();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  void awaitReady() {
    Patiently.until(LIMIT, () -> api.get("/health/ready").statusCode() == 200);
  }

  List<SourceAccount> sources() throws IOException, InterruptedException {
    return api.sources();
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
