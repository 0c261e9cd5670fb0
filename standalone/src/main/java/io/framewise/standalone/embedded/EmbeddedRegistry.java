package io.framewise.standalone.embedded;

import io.framewise.contract.UserError;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A real schema registry (Apicurio, with Confluent's REST API) in a JVM of its own, on 127.0.0.1.
 * Its schemas and their ids are kept in a file and are there again at the next start, as the
 * records in Kafka name them. The child ends with this process, even when that is killed. One
 * thread starts and closes it.
 */
public final class EmbeddedRegistry implements AutoCloseable {

  /** System property that names the directory of the unpacked registry. */
  public static final String HOME_PROPERTY = "framewise.registry";

  private static final Duration START_LIMIT = Duration.ofSeconds(60);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(10);
  private static final Duration TRY_LIMIT = Duration.ofSeconds(5);
  private static final int WAIT_BETWEEN_TRIES_MS = 200;

  private final Process process;
  private final int port;

  private EmbeddedRegistry(Process process, int port) {
    this.process = process;
    this.port = port;
  }

  /**
   * Starts a registry and returns when it answers.
   *
   * @param directory its data and its log
   * @param port port for clients, 0 for a free one
   * @throws UserError when the port is taken, the registry is not unpacked, or it does not answer
   *     within a minute
   */
  public static EmbeddedRegistry start(Path directory, int port) {
    if (port != 0) {
      Ports.requireFree(
          "the schema registry", port, "stop that program, or give the registry another port");
    }
    Path jar = runnerJar();
    Path log = directory.resolve("registry.log");
    int clientPort = Ports.orFree(port);
    EmbeddedRegistry registry =
        new EmbeddedRegistry(launch(jar, directory, clientPort), clientPort);
    try {
      registry.awaitReady(log);
    } catch (RuntimeException e) {
      registry.close();
      throw e;
    }
    return registry;
  }

  private static Path runnerJar() {
    Path home = Path.of(System.getProperty(HOME_PROPERTY, "standalone/target/registry"));
    try (Stream<Path> files = Files.list(home)) {
      return files
          .filter(file -> file.toString().endsWith("-runner.jar"))
          .findFirst()
          .orElseThrow(() -> new IOException("no runner jar"));
    } catch (IOException e) {
      throw new UserError(
          "the schema registry is not at " + home.toAbsolutePath(),
          "start through ./framewise, which unpacks it, or set -D" + HOME_PROPERTY,
          e);
    }
  }

  private static Process launch(Path jar, Path directory, int port) {
    try {
      Path temporary = Files.createDirectories(directory.resolve("tmp"));
      ProcessBuilder builder =
          new ProcessBuilder(RegistryCommand.of(jar, directory, temporary, port))
              .redirectErrorStream(true)
              .redirectOutput(directory.resolve("registry.log").toFile());
      return builder.start();
    } catch (IOException | URISyntaxException e) {
      throw new UserError(
          "the schema registry cannot be started: " + e.getMessage(),
          "check that " + directory + " can be written and that there is memory left",
          e);
    }
  }

  private void awaitReady(Path log) {
    HttpClient client = HttpClient.newBuilder().connectTimeout(TRY_LIMIT).build();
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(url() + "/subjects")).timeout(TRY_LIMIT).build();
    long deadline = System.nanoTime() + START_LIMIT.toNanos();
    while (!answers(client, request)) {
      if (!process.isAlive()) {
        throw new UserError(
            "the schema registry stopped with code " + process.exitValue(), "see " + log);
      }
      if (System.nanoTime() > deadline) {
        throw new UserError(
            "the schema registry does not answer after " + START_LIMIT.toSeconds() + " s",
            "see " + log);
      }
    }
  }

  private boolean answers(HttpClient client, HttpRequest request) {
    try {
      if (process.waitFor(WAIT_BETWEEN_TRIES_MS, TimeUnit.MILLISECONDS)) {
        return false;
      }
      return client.send(request, BodyHandlers.discarding()).statusCode() == 200;
    } catch (IOException e) {
      return false;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted while the schema registry starts", "start again", e);
    }
  }

  /** Port for clients. */
  public int port() {
    return port;
  }

  /** Base URL of Confluent's REST API, the value of {@code registry.url}. */
  public String url() {
    return "http://127.0.0.1:" + port + "/apis/ccompat/v7";
  }

  /** The child process. */
  public ProcessHandle process() {
    return process.toHandle();
  }

  /** Ends the child, by force after ten seconds. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (process.waitFor(STOP_LIMIT.toSeconds(), TimeUnit.SECONDS)) {
        return;
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    process.destroyForcibly();
  }
}
