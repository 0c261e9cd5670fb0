package io.framewise.standalone.chaos;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** A worker in a process of its own, that can be killed and made to hang. */
final class WorkerProcess implements AutoCloseable {

  private final Path log;
  private final List<String> arguments = new ArrayList<>();
  private final String name;
  private ChildJvm process;
  private int starts;

  /**
   * Not started yet.
   *
   * @param name of the worker in completions, before a number that tells its starts apart
   * @param pace what a batch takes
   * @param settings more of them, as {@code key=value}
   */
  WorkerProcess(Site site, Path directory, String name, Duration pace, List<String> settings) {
    this.name = name;
    this.log = directory.resolve(site.name()).resolve(name + ".log");
    arguments.add(Long.toString(pace.toMillis()));
    site.flags().forEach(flag -> arguments.add(flag.substring("--set=".length())));
    arguments.addAll(settings);
    arguments.add("model.path=none");
    arguments.add("model.group=" + site.name() + "-workers");
  }

  /** Starts it and returns the name that it has until the next start. */
  String start() throws IOException {
    starts++;
    List<String> all = new ArrayList<>(arguments);
    all.add("model.worker=" + name());
    process = ChildJvm.start(log, SteadyWorker.class.getName(), all);
    return name();
  }

  /** Its name since the last start. */
  String name() {
    return name + "-" + starts;
  }

  void kill() throws InterruptedException {
    process.kill();
  }

  /** SIGSTOP: it stands still and its connections stay open, as in a hung driver. */
  void pause() throws IOException, InterruptedException {
    process.signal("STOP");
  }

  /** SIGCONT. */
  void goOn() throws IOException, InterruptedException {
    process.signal("CONT");
  }

  boolean isAlive() {
    return process.isAlive();
  }

  long pid() {
    return process.pid();
  }

  @Override
  public void close() {
    if (process != null) {
      process.close();
    }
  }
}
