package io.framewise.lab.pipeline;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.framewise.platform.lifecycle.ChildProcess;
import io.framewise.platform.statistics.JavaHeap;
import io.framewise.standalone.embedded.Ports;
import io.framewise.streams.StreamsAppCommand;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** The streams app in a process of its own, which ends with this one. */
final class StreamsProcess implements AutoCloseable {

  private static final String LOOPBACK = "127.0.0.1";
  private static final Duration READY_LIMIT = Duration.ofMinutes(2);
  private static final Duration STOP_LIMIT = Duration.ofSeconds(30);
  private static final int TRY_EVERY_MS = 20;
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Process process;
  private final String api;
  private final HttpClient http = HttpClient.newHttpClient();
  private final long startedAt = System.nanoTime();

  private StreamsProcess(Process process, int apiPort) {
    this.process = process;
    this.api = "http://" + LOOPBACK + ":" + apiPort;
  }

  /** Starts one; its log lies in the pipeline's directory. */
  static StreamsProcess start(Pipeline pipeline, String run) throws IOException {
    Path directory = Files.createDirectories(pipeline.directory());
    Path settings = directory.resolve("settings.yaml");
    Files.writeString(settings, pipeline.settingsFile());
    int apiPort = Ports.free();
    List<String> line = new ArrayList<>(java());
    line.addAll(List.of("--config", settings.toString()));
    Map<String, String> flags = pipeline.flags(run);
    flags.put("api.port", Integer.toString(apiPort));
    flags.forEach((key, value) -> line.add("--set=" + key + "=" + value));
    ProcessBuilder builder =
        new ProcessBuilder(line)
            .redirectErrorStream(true)
            .redirectOutput(
                ProcessBuilder.Redirect.appendTo(directory.resolve("streams.log").toFile()));
    builder.environment().keySet().removeIf(name -> name.startsWith("FRAMEWISE_"));
    return new StreamsProcess(builder.start(), apiPort);
  }

  private static List<String> java() {
    return List.of(
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-Xmx512m",
        "-cp",
        System.getProperty("java.class.path"),
        ChildProcess.class.getName(),
        StreamsAppCommand.class.getName());
  }

  /**
   * Waits until it processes frames.
   *
   * @return seconds since its start
   */
  double awaitReady() throws InterruptedException, TimeoutException {
    while (!isReady()) {
      if (!process.isAlive()) {
        throw new IllegalStateException("the streams app ended with code " + process.exitValue());
      }
      if (Clock.secondsSince(startedAt) > READY_LIMIT.toSeconds()) {
        throw new TimeoutException("the streams app is not ready");
      }
      TimeUnit.MILLISECONDS.sleep(TRY_EVERY_MS);
    }
    return Clock.secondsSince(startedAt);
  }

  private boolean isReady() throws InterruptedException {
    try {
      return get("/health/ready").statusCode() == 200;
    } catch (IOException e) {
      return false; // its API is not up yet
    }
  }

  /** All sources as the API gives them. */
  JsonNode sources() throws IOException, InterruptedException {
    return JSON.readTree(get("/v1/sources").body());
  }

  private HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return http.send(
        HttpRequest.newBuilder(URI.create(api + path)).build(), BodyHandlers.ofString());
  }

  /** What of its heap is in use after a full collection, in MiB. */
  double heapAfterCollectionMib() throws IOException, InterruptedException {
    return JavaHeap.usedAfterCollection(process.pid());
  }

  /** Memory of it that is resident, in MiB; 0 where the system does not tell. */
  double residentMib() throws IOException {
    Path status = Path.of("/proc", Long.toString(process.pid()), "status");
    if (!Files.isReadable(status)) {
      return 0;
    }
    return Files.readAllLines(status).stream()
        .filter(text -> text.startsWith("VmRSS:"))
        .mapToDouble(text -> Double.parseDouble(text.replaceAll("\\D", "")) / 1024)
        .findFirst()
        .orElse(0);
  }

  /** CPU time that it has taken, in seconds. */
  double cpuSeconds() {
    return process.info().totalCpuDuration().orElse(Duration.ZERO).toMillis() / 1e3;
  }

  /** SIGKILL. Returns when it is gone. */
  void kill() {
    process.destroyForcibly().onExit().join();
  }

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
    kill();
  }
}
