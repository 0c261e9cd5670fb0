package io.framewise.streams.ask;

import static io.framewise.testing.TestRecords.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.answer.OnTheSpot;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.Question;
import io.framewise.contract.avro.Stage;
import io.framewise.streams.settings.StreamsSettings;
import io.framewise.streams.store.StateStores;
import io.framewise.streams.topology.TopologyHarness;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Questions that are asked on the spot, in the topology. */
class SendAskedTest {

  private static final Duration DEADLINE = Duration.ofSeconds(20);

  private TopologyHarness harness;

  @BeforeEach
  void start(@TempDir Path state) {
    harness = new TopologyHarness(state);
  }

  @AfterEach
  void close() {
    harness.close();
  }

  private static Question question(String text) {
    return new Question("asked", text, AnswerType.YES_NO, List.of(), null, 0, null);
  }

  private static InferenceRequest request() {
    Ask ask =
        new Ask(
            Optional.of(TopologyHarness.SOURCE),
            Duration.ZERO,
            1,
            List.of(),
            Domain.VIDEO,
            question("Is the door open?"),
            1,
            DEADLINE);
    FrameRef frame = new FrameRef("test.frames.video", 0, 7L, "a", START, 64, 64);
    InferenceRequest request =
        AskedRequests.of(ask, TopologyHarness.SOURCE, Domain.VIDEO, List.of(frame));
    request.setCreatedAt(START);
    request.setDeadlineAt(START.plus(DEADLINE));
    return request;
  }

  @Test
  void shouldSendAQuestionAndMakeItsEvent() {
    harness.askNow(request());
    List<InferenceRequest> sent = harness.liveRequests();
    assertThat(sent).hasSize(1);
    assertThat(sent.get(0).getPriority()).isEqualTo(Priority.LIVE);
    assertThat(harness.ledger().getOpenRequests()).isOne();
    harness.requireBalance();

    harness.complete(TopologyHarness.completion(sent.get(0), "yes"));

    List<AnalysisEvent> events = harness.events();
    assertThat(events).hasSize(1);
    AnalysisEvent event = events.get(0);
    assertThat(event.getEventId()).isEqualTo(sent.get(0).getRequestId());
    assertThat(event.getStatus()).isEqualTo(EventStatus.ANSWERED);
    assertThat(event.getAnswers().get(0).getYesNo()).isTrue();
    assertThat(event.getQuestionSetId()).isEqualTo(OnTheSpot.QUESTION_SET);
    assertThat(event.getWindow().getClosedBy()).isEqualTo(ClosedBy.ASKED);
    assertThat(harness.ledger().getOpenRequests()).isZero();
    assertThat(harness.ledger().getWindowsAnswered()).isOne();
    assertThat(harness.latest()).isEmpty();
    harness.requireBalance();
  }

  @Test
  void shouldEndAQuestionThatNobodyAnswersByItsDeadline() {
    harness.askNow(request());

    harness.advance(DEADLINE.plusSeconds(1));

    assertThat(harness.events())
        .extracting(AnalysisEvent::getStatus)
        .containsExactly(EventStatus.EXPIRED);
    harness.requireBalance();
  }

  @Test
  void shouldSendAQuestionOnceThatWasWrittenTwice() {
    InferenceRequest request = request();
    harness.askNow(request);
    harness.askNow(request);

    assertThat(harness.liveRequests()).hasSize(1);
    harness.requireBalance();
  }

  @Test
  void shouldTakeNoWordOfTheWriterForWhatIsItsOwn() {
    InferenceRequest request = request();
    request.setRun("replay");
    request.setQuestionSetId("doors");
    request.setQuestionSetVersion(3);
    request.setPriority(Priority.ROUTINE);
    harness.askNow(request);

    InferenceRequest sent = harness.liveRequests().get(0);
    assertThat(sent.getRun()).isEqualTo("live");
    assertThat(sent.getQuestionSetId()).isEqualTo(OnTheSpot.QUESTION_SET);
    assertThat(sent.getQuestionSetVersion()).isZero();
  }

  static Stream<Arguments> broken() {
    return Stream.of(
        broken("1 to 32 frames", request -> request.setFrames(List.of())),
        broken("partition", request -> request.getFrames().get(0).setPartition(5)),
        broken("one question", request -> request.setQuestions(List.of())),
        broken(
            "one question", request -> request.setQuestions(List.of(question("a"), question("b")))),
        broken("needs a text", request -> request.setQuestions(List.of(question(" ")))),
        broken("tiles", request -> request.setMaxTiles(0)),
        broken(
            "deadline", request -> request.setDeadlineAt(Instant.parse("9999-12-31T00:00:00Z"))));
  }

  private static Arguments broken(String why, Consumer<InferenceRequest> change) {
    return Arguments.of(why, change);
  }

  @ParameterizedTest
  @MethodSource("broken")
  void shouldFailAQuestionThatBreaksARuleAndGoOn(String why, Consumer<InferenceRequest> change) {
    InferenceRequest request = request();
    change.accept(request);
    harness.askNow(request);
    harness.askNow(request());

    List<AnalysisEvent> events = harness.events();
    assertThat(events).hasSize(1);
    assertThat(events.get(0).getStatus()).isEqualTo(EventStatus.FAILED);
    assertThat(events.get(0).getReason()).contains(why);
    assertThat(harness.liveRequests()).hasSize(1);
    harness.requireBalance();
  }

  @Test
  void shouldBookAWindowOfTheFutureNow() {
    InferenceRequest request = request();
    request.getWindow().setStart(Instant.parse("9999-12-31T00:00:00Z"));
    harness.askNow(request);

    harness.advance(DEADLINE.plusMinutes(2));
    harness.capture("a", 1000);

    assertThat(harness.ledger().getKeptFromMs()).isZero();
    harness.requireBalance();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\u0000b", "a b", "door|1"})
  void shouldBuryARequestThatCannotBeCalledSo(String id) {
    InferenceRequest request = request();
    request.setRequestId(id);
    harness.askNow(request);
    InferenceRequest long129 = request();
    long129.setRequestId("x".repeat(129));
    harness.askNow(long129);
    InferenceRequest nowhere = request();
    nowhere.setSourceId("a\u0000b");
    harness.askNow(nowhere);

    assertThat(harness.deadLetters()).hasSize(3);
    assertThat(harness.events()).isEmpty();
    assertThat(harness.contents(StateStores.LEDGERS)).isEmpty();
  }

  /** Whoever may write to the topic cannot make any number of sources. */
  @Test
  void shouldTakeNoMoreSourcesThanFramesMayMake(@TempDir Path other) {
    StreamsSettings settings =
        TopologyHarness.settings(
            Map.of(
                "streams.application-id", "few",
                "streams.state-directory", other.toString(),
                "streams.max-sources", "3"));
    try (TopologyHarness few = new TopologyHarness(settings)) {
      for (int i = 0; i < 10; i++) {
        InferenceRequest request = request();
        request.setSourceId("source-" + i);
        few.askNow(request);
      }
      InferenceRequest pictures = request();
      pictures.setSourceId(OnTheSpot.SOURCE);
      few.askNow(pictures);

      assertThat(few.contents(StateStores.LEDGERS)).hasSize(4);
      assertThat(few.liveRequests()).hasSize(4);
      assertThat(few.deadLetters())
          .hasSize(7)
          .allSatisfy(letter -> assertThat(letter.getMessage()).contains("streams.max-sources"));
    }
  }

  @Test
  void shouldBuryWhatIsNoQuestion() {
    harness.rawAsked(TopologyHarness.SOURCE, new byte[] {1, 2, 3});
    harness.rawAsked(TopologyHarness.SOURCE, null);

    assertThat(harness.deadLetters())
        .extracting(DeadLetter::getStage)
        .containsExactly(Stage.ASK, Stage.ASK);
  }
}
