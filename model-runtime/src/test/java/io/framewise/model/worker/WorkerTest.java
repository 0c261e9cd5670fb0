package io.framewise.model.worker;

import static io.framewise.model.worker.Requests.question;
import static io.framewise.model.worker.Requests.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.CompletionStatus;
import io.framewise.contract.avro.FinishReason;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.QuestionCompletion;
import io.framewise.contract.avro.Stage;
import io.framewise.model.engine.LookRefusedException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@ExtendWith(BrokerExtension.class)
@Execution(ExecutionMode.CONCURRENT)
@Timeout(120)
class WorkerTest {

  private Wire wire;
  private Workers workers;

  @BeforeEach
  void connect(Wire given) {
    wire = given;
    workers = new Workers(given);
  }

  @ParameterizedTest
  @EnumSource(Priority.class)
  void shouldAnswerARequestOfEitherLaneAndSayHow(Priority lane) {
    FrameRef frame = wire.writeFrame("f1", Requests.png());
    InferenceRequest asked =
        request("r1", frame)
            .setPriority(lane)
            .setQuestions(
                List.of(
                    question("Is it cracked?", AnswerType.YES_NO),
                    question("Which colour?", AnswerType.CHOICE, "red", "blue"),
                    question("What is it?", AnswerType.TEXT)))
            .build();
    wire.send(asked);
    ScriptedEngine engine = new ScriptedEngine();
    try (Worker worker = workers.start(engine)) {
      InferenceCompletion completion = awaitCompletions(1).get("r1");

      assertThat(completion.getStatus()).isEqualTo(CompletionStatus.COMPLETED);
      assertThat(completion.getSourceId()).isEqualTo(Requests.SOURCE);
      assertThat(completion.getModel()).isEqualTo(engine.model());
      assertThat(completion.getWorker()).isEqualTo("test-worker");
      assertThat(completion.getUsage().getImageTokens()).isEqualTo(ScriptedEngine.TOKENS_PER_TILE);
      assertThat(completion.getTimings().getVisionMs()).isEqualTo(3);
      assertThat(completion.getTimings().getBatchSize()).isEqualTo(1);
      assertThat(completion.getCompletions())
          .extracting(QuestionCompletion::getText)
          .containsExactly("yes", "red", "re: What is it?");
      assertThat(completion.getCompletions())
          .extracting(QuestionCompletion::getFinishReason)
          .containsExactly(FinishReason.SCORED, FinishReason.SCORED, FinishReason.STOP);
      assertThat(completion.getCompletions().get(0).getProbability()).isEqualTo(0.75);
      assertThat(completion.getCompletions().get(2).getProbability()).isNull();
      await().untilAsserted(() -> assertThat(worker.counts().completed()).isEqualTo(1));
    }
    assertThat(engine.threads().stream().distinct()).hasSize(1);
  }

  @Test
  void shouldGiveTheModelAllThatIsReadyAtItsNextStep() {
    FrameRef frame = wire.writeFrame("f1", Requests.png());
    for (String id : List.of("r1", "r2", "r3", "r4")) {
      wire.send(request(id, frame).build());
    }
    CountDownLatch goOn = new CountDownLatch(1);
    ScriptedEngine engine = new ScriptedEngine(looks -> awaitOpen(goOn));
    try (Worker worker = workers.start(engine)) {
      await()
          .until(
              () ->
                  !engine.batches().isEmpty()
                      && worker.readyRequests() + engine.batches().get(0).size() == 4);
      goOn.countDown();

      awaitCompletions(4);
    }
    assertThat(engine.batches()).hasSizeLessThanOrEqualTo(2);
  }

  @Test
  void shouldBuryWhatIsNoRequestAndAnswerTheOthers() {
    wire.writeRaw(
        wire.topics().requests(Priority.ROUTINE), "hello".getBytes(StandardCharsets.UTF_8));
    wire.writeRaw(wire.topics().requests(Priority.ROUTINE), new byte[] {0, 0, 0, 99, 99, 1});
    wire.writeRaw(wire.topics().requests(Priority.ROUTINE), null);
    wire.send(request("r1", wire.writeFrame("f1", Requests.png())).build());
    try (Worker worker = workers.start(new ScriptedEngine())) {
      assertThat(awaitCompletions(1).get("r1").getStatus()).isEqualTo(CompletionStatus.COMPLETED);
      await().untilAsserted(() -> assertThat(wire.deadLetters()).hasSize(3));
      await().untilAsserted(() -> assertThat(worker.counts().deadLettered()).isEqualTo(3));
    }
    assertThat(wire.deadLetters())
        .allSatisfy(
            letter -> {
              assertThat(letter.getStage()).isEqualTo(Stage.INFERENCE);
              assertThat(letter.getCategory()).isEqualTo("poison-request");
              assertThat(letter.getOrigin())
                  .startsWith(wire.topics().requests(Priority.ROUTINE).name() + "-0@");
            });
  }

  @Test
  void shouldFailOnlyTheRequestWhosePixelsAreGoneOrDamaged() {
    FrameRef good = wire.writeFrame("f1", Requests.png());
    FrameRef wrong = wire.writeFrame("f2", Requests.png());
    wrong.setFrameId("another");
    FrameRef text = wire.writeFrame("f3", "no picture".getBytes(StandardCharsets.UTF_8));
    wire.send(request("gone", wrong).build());
    FrameRef bomb = wire.writeFrame("f4", hostilePicture());
    wire.send(request("bad", text).build());
    wire.send(request("hostile", bomb).build());
    wire.send(request("good", good).build());
    try (Worker worker = workers.start(new ScriptedEngine())) {
      Map<String, InferenceCompletion> completions = awaitCompletions(4);

      assertThat(completions.get("good").getStatus()).isEqualTo(CompletionStatus.COMPLETED);
      assertFailed(completions.get("gone"), "frame-gone");
      assertFailed(completions.get("bad"), "bad-image");
      assertFailed(completions.get("hostile"), "bad-image");
      assertThat(worker.state()).isEqualTo(new WorkerState.Running());
    }
  }

  /** 88 bytes whose pixels are 65,000 times larger than the canvas around them. */
  private static byte[] hostilePicture() {
    try (InputStream picture = WorkerTest.class.getResourceAsStream("/pictures/fault-sizes.webp")) {
      return picture.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void shouldRefuseARequestThatNoModelCouldAnswer() {
    FrameRef frame = wire.writeFrame("f1", Requests.png());
    FrameRef outside = wire.writeFrame("f2", Requests.png());
    outside.setTopic("somebody-elses-topic");
    wire.send(request("no-question", frame).setQuestions(List.of()).build());
    wire.send(request("no-placeholder", frame).setPrompt("Look: ").build());
    wire.send(request("outside", outside).build());
    FrameRef[] many = new FrameRef[ScriptedEngine.CONTEXT_LENGTH];
    Arrays.fill(many, frame);
    wire.send(request("many", many).build());
    ScriptedEngine engine = new ScriptedEngine();
    try (Worker worker = workers.start(engine)) {
      assertThat(awaitCompletions(4).values())
          .allSatisfy(completion -> assertFailed(completion, "bad-request"));
      await().untilAsserted(() -> assertThat(worker.counts().failed()).isEqualTo(4));
    }
    assertThat(engine.batches()).isEmpty();
  }

  @Test
  void shouldExpireARequestWhoseDeadlineHasPassedWithoutRunningIt() {
    FrameRef frame = wire.writeFrame("f1", Requests.png());
    wire.send(request("late", frame).setDeadlineAt(Instant.now().minusSeconds(1)).build());
    ScriptedEngine engine = new ScriptedEngine();
    try (Worker worker = workers.start(engine)) {
      InferenceCompletion completion = awaitCompletions(1).get("late");

      assertThat(completion.getStatus()).isEqualTo(CompletionStatus.EXPIRED);
      assertThat(completion.getReason()).startsWith("deadline");
      await().untilAsserted(() -> assertThat(worker.counts().expired()).isEqualTo(1));
    }
    assertThat(engine.batches()).isEmpty();
  }

  @Test
  void shouldFailOnlyTheLookThatBreaksTheModel() {
    FrameRef frame = wire.writeFrame("f1", Requests.png());
    for (String id : List.of("r1", "poison", "r3", "r4")) {
      wire.send(request(id, frame).build());
    }
    ScriptedEngine engine =
        new ScriptedEngine(
            looks -> {
              if (ScriptedEngine.texts(looks).contains("poison")) {
                throw new IllegalStateException("broken on purpose");
              }
            });
    try (Worker worker = workers.start(engine)) {
      Map<String, InferenceCompletion> completions = awaitCompletions(4);

      assertFailed(completions.remove("poison"), "engine-error");
      assertThat(completions.values())
          .extracting(InferenceCompletion::getStatus)
          .containsOnly(CompletionStatus.COMPLETED);
      assertThat(worker.state()).isInstanceOf(WorkerState.Running.class);
    }
  }

  @Test
  void shouldSayWhyTheModelRefusesALook() {
    FrameRef frame = wire.writeFrame("f1", Requests.png());
    wire.send(request("refused", frame).build());
    ScriptedEngine engine =
        new ScriptedEngine(
            looks -> {
              throw new LookRefusedException(0, "too long");
            });
    try (Worker worker = workers.start(engine)) {
      assertFailed(awaitCompletions(1).get("refused"), "look-refused: too long");
      await().untilAsserted(() -> assertThat(worker.counts().failed()).isEqualTo(1));
    }
  }

  @Test
  void shouldAnswerALiveRequestBeforeRoutineOnesThatWaitedBeforeIt() {
    FrameRef frame = wire.writeFrame("f1", Requests.png());
    for (String id : List.of("r1", "r2", "r3", "r4")) {
      wire.send(request(id, frame).build());
    }
    CountDownLatch goOn = new CountDownLatch(1);
    ScriptedEngine engine = new ScriptedEngine(looks -> awaitOpen(goOn));
    workers.set("batch-size", "1");
    try (Worker worker = workers.start(engine)) {
      await().until(() -> engine.batches().size() == 1 && worker.counts().taken() == 2);
      wire.send(request("live", frame).setPriority(Priority.LIVE).build());
      await().until(() -> worker.counts().taken() == 3);
      goOn.countDown();

      awaitCompletions(5);
    }
    // A share group hands records out in no certain order; only the live one has its place.
    assertThat(engine.batches())
        .flatExtracting(ScriptedEngine::texts)
        .containsExactlyInAnyOrder("r1", "live", "r2", "r3", "r4")
        .element(1)
        .isEqualTo("live");
  }

  private static void awaitOpen(CountDownLatch latch) {
    try {
      latch.await();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void assertFailed(InferenceCompletion completion, String reason) {
    assertThat(completion.getStatus()).isEqualTo(CompletionStatus.FAILED);
    assertThat(completion.getReason()).startsWith(reason);
    assertThat(completion.getCompletions()).isEmpty();
  }

  private Map<String, InferenceCompletion> awaitCompletions(int count) {
    await()
        .atMost(Duration.ofSeconds(60))
        .untilAsserted(() -> assertThat(wire.completions()).hasSizeGreaterThanOrEqualTo(count));
    assertThat(wire.completions()).hasSize(count);
    return wire.completions().stream()
        .collect(Collectors.toMap(InferenceCompletion::getRequestId, Function.identity()));
  }
}
