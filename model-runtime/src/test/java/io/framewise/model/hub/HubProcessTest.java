package io.framewise.model.hub;

import static io.framewise.model.hub.FakeHub.REPOSITORY;
import static io.framewise.model.hub.FakeHub.TENSORS;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120) // a process that never ends must not hold up the build
class HubProcessTest {

  /** A busy machine takes its time to start a process. */
  private static final Duration LIMIT = Duration.ofMinutes(1);

  private static final int SOME = 200_000;

  @TempDir private Path home;
  private final FakeHub hub = new FakeHub();
  private final List<Process> processes = new ArrayList<>();

  @AfterEach
  void stop() {
    processes.forEach(Process::destroyForcibly);
    hub.close();
  }

  private Process start() throws IOException {
    ProcessBuilder builder =
        new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            HubProbe.class.getName(),
            REPOSITORY);
    builder.environment().putAll(hub.environment(home));
    Process process = builder.redirectErrorStream(true).start();
    processes.add(process);
    return process;
  }

  private static String output(Process process) throws IOException {
    return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
  }

  @Test
  void shouldLetOneProcessDownloadWhatTwoWant() throws IOException {
    CountDownLatch bothAsked = new CountDownLatch(2);
    FakeHub.Fault counted =
        (exchange, content) -> {
          bothAsked.countDown();
          hub.resolve(exchange, TENSORS, content);
        };
    hub.fault("HEAD " + TENSORS, counted, counted);
    hub.fault(
        "CDN " + TENSORS,
        (exchange, content) -> {
          awaitAll(bothAsked);
          FakeHub.whole(exchange, content);
        });

    Process one = start();
    Process other = start();

    assertThat(output(one)).contains("found " + home);
    assertThat(output(other)).contains("found " + home);
    TestHub test = new TestHub(hub, home);
    assertThat(test.blob(TENSORS)).hasBinaryContent(hub.content(TENSORS));
    assertThat(hub.count("CDN " + TENSORS)).isOne();
  }

  private static void awaitAll(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void shouldGoOnAfterCtrlC() throws IOException, InterruptedException {
    hub.fault("CDN " + TENSORS, hub.silentAfter(SOME));
    TestHub test = new TestHub(hub, home);
    Process first = start();
    await()
        .atMost(LIMIT)
        .until(
            () ->
                Files.exists(test.incomplete(TENSORS))
                    && Files.size(test.incomplete(TENSORS)) == SOME);

    first.destroy();

    assertThat(first.waitFor()).isNotZero();
    assertThat(output(start())).contains("found " + home);
    assertThat(hub.seen())
        .filteredOn(one -> one.step().equals("CDN " + TENSORS))
        .extracting(FakeHub.Seen::range)
        .containsExactly(null, "bytes=" + SOME + "-");
  }

  @Test
  void shouldGoOnAfterAnInterrupt() throws InterruptedException {
    hub.fault("CDN " + TENSORS, hub.silentAfter(SOME));
    TestHub test = new TestHub(hub, home);
    CompletableFuture<Throwable> failure = new CompletableFuture<>();
    Thread download =
        new Thread(
            () -> {
              try {
                test.find(REPOSITORY);
                failure.complete(null);
              } catch (RuntimeException e) {
                failure.complete(e);
              }
            });
    download.start();
    await()
        .atMost(LIMIT)
        .until(
            () ->
                Files.exists(test.incomplete(TENSORS))
                    && Files.size(test.incomplete(TENSORS)) == SOME);

    download.interrupt();

    assertThat(failure.join()).hasMessageContaining("was interrupted");
    download.join();
    assertThat(test.find(REPOSITORY).resolve(TENSORS)).hasBinaryContent(hub.content(TENSORS));
    assertThat(test.pauses()).isEmpty();
  }
}
