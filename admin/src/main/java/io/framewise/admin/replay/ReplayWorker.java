package io.framewise.admin.replay;

import io.framewise.contract.UserError;
import io.framewise.platform.lifecycle.ChildProcess;
import io.framewise.platform.settings.KafkaSettings;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * The worker of a replay: {@code model-runtime} of this distribution in a process of its own, on
 * the replay's topics. It ends with the replay, also when that is killed. What it has to say goes
 * to the error output of this process.
 */
final class ReplayWorker implements AutoCloseable {

  private static final String MAIN = "io.framewise.model.ModelRuntimeCommand";
  private static final int STOP_LIMIT_S = 30;
  private static final int LOOK_EVERY_MS = 100;

  private final Process process;
  private final KafkaSettings kafka;
  private final String group;

  private ReplayWorker(Process process, KafkaSettings kafka, String group) {
    this.process = process;
    this.kafka = kafka;
    this.group = group;
  }

  /**
   * Starts one.
   *
   * @param kafka how the replay's topics are reached
   * @param given the flags of settings that this command was given
   * @throws UserError when this distribution has no model runtime
   */
  static ReplayWorker start(KafkaSettings kafka, List<String> given) {
    if (ReplayWorker.class.getResource("/" + MAIN.replace('.', '/') + ".class") == null) {
      throw new UserError(
          "a replay needs a worker, and this distribution holds no model-runtime",
          "replay with ./framewise, which has all parts");
    }
    String group = kafka.topicPrefix() + "workers";
    List<String> line = new ArrayList<>();
    line.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    line.addAll(ownOptions());
    line.addAll(
        List.of(
            "-Dframewise.log=WARN",
            "-cp",
            System.getProperty("java.class.path"),
            ChildProcess.class.getName(),
            MAIN));
    line.addAll(given);
    line.addAll(
        List.of(
            "--set=kafka.topic-prefix=" + kafka.topicPrefix(),
            "--set=kafka.frames-prefix=" + kafka.framesPrefix(),
            "--set=kafka.partitions=" + kafka.partitions(),
            "--set=model.group=" + group,
            "--set=model.health.port=0"));
    try {
      Process process =
          new ProcessBuilder(line)
              .redirectOutput(ProcessBuilder.Redirect.DISCARD)
              .redirectError(ProcessBuilder.Redirect.INHERIT)
              .start();
      return new ReplayWorker(process, kafka, group);
    } catch (IOException e) {
      throw new UserError(
          "the worker of the replay could not be started: " + e.getMessage(),
          "check the memory and the process limits of this machine",
          e);
    }
  }

  /** Memory and access that this process was started with. */
  private static List<String> ownOptions() {
    return ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
        .filter(
            option ->
                Stream.of("-Xmx", "-XX:", "-Dai.djl.", "--enable-native", "--sun-misc")
                    .anyMatch(option::startsWith))
        .toList();
  }

  /**
   * Waits until it takes requests.
   *
   * @throws UserError when it ends before that; it has said why
   */
  void awaitReady(BooleanSupplier stopped) {
    try (Admin admin = Admin.create(kafka.clientConfig())) {
      while (!stopped.getAsBoolean() && !hasJoined(admin)) {
        if (process.waitFor(LOOK_EVERY_MS, TimeUnit.MILLISECONDS)) {
          throw new UserError(
              "the worker of the replay ended with exit code " + process.exitValue(),
              "what it said stands above");
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("the replay was interrupted", "start it again under another --name", e);
    }
  }

  private boolean hasJoined(Admin admin) throws InterruptedException {
    try {
      return !admin
          .describeShareGroups(List.of(group))
          .describedGroups()
          .get(group)
          .get()
          .members()
          .isEmpty();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof GroupIdNotFoundException) {
        return false;
      }
      throw new UserError(
          "the workers of the replay cannot be listed: " + e.getCause().getMessage(),
          "check the broker and this client's rights",
          e);
    }
  }

  boolean lives() {
    return process.isAlive();
  }

  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(STOP_LIMIT_S, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      process.destroyForcibly();
    }
  }
}
