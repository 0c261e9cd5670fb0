package io.framewise.model.worker;

import static io.framewise.model.worker.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import ai.djl.engine.EngineException;
import io.framewise.contract.UserError;
import io.framewise.contract.avro.CompletionStatus;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.model.loop.DeviceLostException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@ExtendWith(BrokerExtension.class)
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class WorkerFaultTest {

  private static final Duration LIMIT = Duration.ofSeconds(60);

  private Wire wire;
  private Workers workers;

  @BeforeEach
  void connect(Wire given) {
    wire = given;
    workers = new Workers(given);
  }

  @Test
  void shouldNotStartARequestTwiceWhenItsLockIsRenewed() {
    wire.send(request("slow", wire.writeFrame("f1", Requests.png())).build());
    CountDownLatch go = new CountDownLatch(1);
    ScriptedEngine engine = new ScriptedEngine(looks -> waitFor(go));
    try (Worker worker = workers.set("renew-every", "300ms").start(engine)) {
      await().atMost(LIMIT).until(() -> worker.counts().renewals() >= 3);
      go.countDown();

      await().atMost(LIMIT).until(() -> worker.counts().completed() == 1);
      assertThat(worker.counts().taken()).isEqualTo(1);
      wire.send(request("next", wire.writeFrame("f2", Requests.png())).build());
      await().atMost(LIMIT).until(() -> worker.counts().completed() == 2);
    }
    assertThat(engine.batches().stream().map(ScriptedEngine::texts))
        .containsExactly(List.of("slow"), List.of("next"));
    assertThat(wire.completions()).extracting(InferenceCompletion::getAttempt).containsOnly(1);
  }

  @Test
  void shouldGiveBackWhatHasNotStartedWhenItStops() {
    FrameRef frame = wire.writeFrame("f1", Requests.png());
    List<String> ids = List.of("r1", "r2", "r3", "r4", "r5");
    ids.forEach(id -> wire.send(request(id, frame).build()));
    CountDownLatch started = new CountDownLatch(1);
    CountDownLatch go = new CountDownLatch(1);
    ScriptedEngine slow =
        new ScriptedEngine(
            looks -> {
              started.countDown();
              waitFor(go);
            });
    Worker first = workers.set("batch-size", "2").start(slow);
    waitFor(started);
    await().atMost(LIMIT).until(() -> first.counts().taken() == 4);
    CompletableFuture<Void> closed = CompletableFuture.runAsync(first::close);
    int begun = slow.batches().get(0).size();
    await().atMost(LIMIT).until(() -> first.counts().released() == 4 - begun);
    go.countDown();
    closed.join();

    assertThat(first.state()).isInstanceOf(WorkerState.Stopped.class);
    assertThat(first.counts().completed()).isEqualTo(begun);
    try (Worker second = workers.start(new ScriptedEngine())) {
      await().atMost(LIMIT).until(() -> second.counts().completed() == 5 - begun);
    }
    await().atMost(LIMIT).until(() -> wire.completions().size() == 5);
    assertThat(wire.completions())
        .extracting(InferenceCompletion::getRequestId)
        .containsExactlyInAnyOrderElementsOf(ids);
  }

  @Test
  void shouldReportARequestThatNeverEndsOnItsLastDelivery() {
    FrameRef notYetThere = wire.writeFrame("f1", Requests.png());
    notYetThere.setOffset(notYetThere.getOffset() + 1);
    wire.send(request("r1", notYetThere).build());
    workers.set("fetch-limit", "200ms").set("deliveries", "3");
    try (Worker worker = workers.start(new ScriptedEngine())) {
      await().atMost(LIMIT).until(() -> wire.completions().size() == 1);

      InferenceCompletion completion = wire.completions().get(0);
      assertThat(completion.getStatus()).isEqualTo(CompletionStatus.FAILED);
      assertThat(completion.getReason()).startsWith("gave-up");
      assertThat(completion.getAttempt()).isEqualTo(3);
      await().atMost(LIMIT).until(() -> worker.counts().failed() == 1);
      assertThat(worker.counts().released()).isEqualTo(2);
    }
  }

  @Test
  void shouldFailAndGiveEverythingBackWhenTheEngineThreadDies() {
    wire.send(request("r1", wire.writeFrame("f1", Requests.png())).build());
    ScriptedEngine dying =
        new ScriptedEngine(
            looks -> {
              throw new UnsatisfiedLinkError("dead on purpose");
            });
    try (Worker first = workers.start(dying)) {
      Throwable cause = first.failure().toCompletableFuture().join();

      assertThat(cause).isInstanceOf(UnsatisfiedLinkError.class);
      assertThat(first.state()).isEqualTo(new WorkerState.Failed(cause));
    }
    try (Worker second = workers.start(new ScriptedEngine())) {
      await().atMost(LIMIT).until(() -> second.counts().completed() == 1);
    }
    assertThat(wire.completions()).hasSize(1).first().satisfies(this::isSecondAttempt);
  }

  @Test
  void shouldFailAndLetRequestsComeAgainWhenTheDeviceIsBroken() {
    FrameRef frame = wire.writeFrame("f1", Requests.png());
    wire.send(request("r1", frame).build());
    wire.send(request("r2", frame).build());
    ScriptedEngine broken =
        new ScriptedEngine(
            looks -> {
              throw new EngineException(
                  "The operation failed.\nRuntimeError: CUDA error: device-side assert triggered\n"
                      + "CUDA kernel errors might be reported later.");
            });
    try (Worker first = workers.start(broken)) {
      assertThat(first.failure().toCompletableFuture()).succeedsWithin(LIMIT);
      Throwable cause = first.failure().toCompletableFuture().join();

      assertThat(cause)
          .isInstanceOf(DeviceLostException.class)
          .hasMessage("the model's device is broken: CUDA error: device-side assert triggered");
      assertThat(first.state()).isEqualTo(new WorkerState.Failed(cause));
    }
    try (Worker second = workers.start(new ScriptedEngine())) {
      await().atMost(LIMIT).until(() -> second.counts().completed() == 2);
    }
    assertThat(wire.completions()).hasSize(2).allSatisfy(this::isSecondAttempt);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "CUDA out of memory. Tried to allocate 2.00 GiB",
        "CUDA error: out of memory",
        "CUBLAS_STATUS_ALLOC_FAILED when calling cublasCreate(handle)",
        "shape mismatch"
      })
  void shouldNotTakeLittleMemoryOrABadLookForABrokenDevice(String said) {
    assertThat(DeviceLostException.toldBy(new EngineException(said))).isEmpty();
    assertThat(DeviceLostException.toldBy(new IllegalStateException("CUDA error: as text")))
        .as("a text that is not the engine's")
        .isEmpty();
  }

  @Test
  void shouldLiveOnWhenTheModelRunsOutOfMemoryOnOneRequest() {
    FrameRef frame = wire.writeFrame("f1", Requests.png());
    wire.send(request("huge", frame).build());
    wire.send(request("usual", frame).build());
    ScriptedEngine engine =
        new ScriptedEngine(
            looks -> {
              if (ScriptedEngine.texts(looks).contains("huge")) {
                throw new OutOfMemoryError("on purpose");
              }
            });
    try (Worker worker = workers.start(engine)) {
      await().atMost(LIMIT).until(() -> wire.completions().size() == 2);
      wire.send(request("next", frame).build());
      await().atMost(LIMIT).until(() -> wire.completions().size() == 3);

      assertThat(worker.state()).isInstanceOf(WorkerState.Running.class);
      assertThat(worker.counts().failed()).isEqualTo(1);
      assertThat(worker.counts().completed()).isEqualTo(2);
    }
    assertThat(wire.completions())
        .filteredOn(one -> one.getRequestId().equals("huge"))
        .allSatisfy(one -> assertThat(one.getReason()).startsWith("out-of-memory"));
  }

  @Test
  void shouldRefuseALookOfMoreTilesThanTheSettingsAllow() {
    FrameRef frame = wire.writeFrame("f1", Requests.png());
    wire.send(request("many", frame, frame, frame).build());
    wire.send(request("few", frame, frame).build());
    try (Worker worker = workers.set("batch-tiles", "2").start(new ScriptedEngine())) {
      await().atMost(LIMIT).until(() -> wire.completions().size() == 2);

      // Kafka tells the worker a moment later.
      await().atMost(LIMIT).until(() -> worker.counts().completed() == 1);
    }
    assertThat(wire.completions())
        .filteredOn(one -> one.getRequestId().equals("many"))
        .allSatisfy(
            one ->
                assertThat(one.getReason())
                    .isEqualTo("look-refused: model.batch-tiles holds 2 tiles, not more"));
  }

  private void isSecondAttempt(InferenceCompletion completion) {
    assertThat(completion.getStatus()).isEqualTo(CompletionStatus.COMPLETED);
    assertThat(completion.getAttempt()).isEqualTo(2);
  }

  @Test
  void shouldThrowWhatTheLoadingOfTheModelThrows() {
    UserError error = new UserError("no model there", "give another directory");

    assertThatThrownBy(
            () ->
                workers.start(
                    model -> {
                      throw error;
                    }))
        .isSameAs(error);
  }

  private static void waitFor(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }
}
