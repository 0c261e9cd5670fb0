package io.framewise.streams.topology;

import static io.framewise.streams.topology.TopologyHarness.SOURCE;
import static io.framewise.streams.topology.TopologyHarness.START;
import static io.framewise.streams.topology.TopologyHarness.completion;
import static io.framewise.streams.topology.TopologyHarness.questionSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.Stage;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topics;
import io.framewise.streams.state.SourceLedger;
import io.framewise.testing.RenderedPage;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import org.apache.kafka.streams.test.TestRecord;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FramewiseTopologyTest {

  @TempDir private Path state;
  private TopologyHarness harness;

  @BeforeEach
  void start() {
    harness = new TopologyHarness(state);
  }

  @AfterEach
  void stop() {
    harness.close();
  }

  @Test
  void shouldAskAboutAWindowWhenStreamTimePassesItsEndAndGrace() {
    harness.ask(questionSet("people"));
    for (int i = 0; i < 8; i++) {
      harness.capture("f" + i, i * 500L);
    }
    harness.capture("early", 4400);
    assertThat(harness.requests()).isEmpty();

    harness.capture("closing", 4500);

    InferenceRequest request = harness.requests().get(0);
    assertThat(request.getPrompt())
        .isEqualTo("Frame1: <image>\nFrame2: <image>\nFrame3: <image>\nFrame4: <image>\n");
    assertThat(request.getFrames())
        .extracting(FrameRef::getFrameId)
        .containsExactly("f1", "f3", "f5", "f7");
    assertThat(request.getFrames()).allMatch(ref -> ref.getWidth() == 64 && ref.getHeight() == 64);
    assertThat(request.getWindow().getFramesSeen()).isEqualTo(8);
    assertThat(request.getWindow().getClosedBy()).isEqualTo(ClosedBy.STREAM_TIME);
    assertThat(request.getWindow().getStart()).isEqualTo(START);
    assertThat(request.getDeadlineAt()).isEqualTo(request.getCreatedAt().plusSeconds(15));
  }

  @Test
  void shouldCloseAWindowByWallClockWhenTheSourceFallsSilent() {
    harness.ask(questionSet("people"));
    harness.capture("only", 100);

    harness.advance(Duration.ofMillis(4999));
    assertThat(harness.requests()).isEmpty();
    harness.advance(Duration.ofMillis(251));

    assertThat(harness.requests())
        .singleElement()
        .satisfies(
            request -> assertThat(request.getWindow().getClosedBy()).isEqualTo(ClosedBy.IDLE));
  }

  /**
   * While the app was away frames may have gathered on the topic; they must find their window open.
   */
  @Test
  void shouldCountTheSilenceAnewWhenTheTopologyStartsAgain() {
    harness.ask(questionSet("people"));
    harness.capture("before", 100);
    harness.restartAfter(Duration.ofMinutes(10));

    harness.advance(Duration.ofMillis(4749));
    harness.capture("gathered-meanwhile", 1100);
    harness.advance(Duration.ofSeconds(6));

    assertThat(harness.requests())
        .singleElement()
        .satisfies(request -> assertThat(request.getFrames()).hasSize(2));
  }

  @Test
  void shouldCountAFrameAsLateWhenItsWindowWasClosedByWallClock() {
    harness.ask(questionSet("people"));
    harness.capture("first", 100);
    harness.advance(Duration.ofSeconds(6));
    assertThat(harness.requests()).hasSize(1);

    harness.capture("second", 200);
    harness.advance(Duration.ofSeconds(6));

    assertThat(harness.requests()).isEmpty();
    assertThat(harness.ledger().getLate()).isEqualTo(1);
  }

  @Test
  void shouldPublishOneTypedEventWhenACompletionComesTwice() {
    InferenceRequest request = oneRequest();

    harness.complete(completion(request, "Yes."));
    harness.complete(completion(request, "No."));

    AnalysisEvent event = harness.events().get(0);
    assertThat(event.getStatus()).isEqualTo(EventStatus.ANSWERED);
    assertThat(event.getEventId()).isEqualTo(request.getRequestId());
    assertThat(event.getAnswers().get(0).getYesNo()).isTrue();
    assertThat(event.getAnswers().get(0).getProbability()).isEqualTo(0.9);
    assertThat(event.getModel().getName()).isEqualTo("tiny");
    assertThat(harness.events()).isEmpty();
    assertThat(harness.ledger().getExtraCompletions()).isEqualTo(1);
    assertBalanced();
  }

  @Test
  void shouldKeepTheTextWhenAnAnswerDoesNotFitItsType() {
    InferenceRequest request = oneRequest();

    harness.complete(completion(request, "there might be, yes"));

    AnalysisEvent event = harness.events().get(0);
    assertThat(event.getStatus()).isEqualTo(EventStatus.INVALID);
    assertThat(event.getReason()).contains("person");
    assertThat(event.getAnswers().get(0).getText()).isEqualTo("there might be, yes");
    assertThat(event.getAnswers().get(0).getYesNo()).isNull();
    assertBalanced();
  }

  @Test
  void shouldExpireARequestWhenItsDeadlinePasses() {
    InferenceRequest request = oneRequest();

    harness.advance(Duration.ofMillis(14_749));
    assertThat(harness.events())
        .extracting(AnalysisEvent::getEventId)
        .doesNotContain(request.getRequestId());
    harness.advance(Duration.ofMillis(502));

    assertThat(harness.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getStatus()).isEqualTo(EventStatus.EXPIRED);
              assertThat(event.getEventId()).isEqualTo(request.getRequestId());
            });
    harness.complete(completion(request, "yes"));
    assertThat(harness.events()).isEmpty();
    assertBalanced();
  }

  @Test
  void shouldShedAWindowWhenTooManyRequestsOfItsSourceAreOpen() {
    harness.close();
    harness = new TopologyHarness(TopologyHarness.settings(state, 1));
    harness.ask(questionSet("people"));
    harness.capture("a", 0);
    harness.capture("b", 5000);
    harness.capture("c", 9000);

    assertThat(harness.requests()).hasSize(1);
    assertThat(harness.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getStatus()).isEqualTo(EventStatus.SHED);
              assertThat(event.getReason()).contains("streams.max-open-requests");
            });
    assertBalanced();
  }

  @Test
  void shouldCountEachFrameOnceWhenTwoSetsWatchIt() {
    harness.ask(questionSet("people"));
    harness.ask(questionSet("vehicles"));
    for (int i = 0; i < 20; i++) {
      harness.capture("f" + i, i * 250L);
    }
    harness.requests().forEach(request -> harness.complete(completion(request, "no")));

    SourceLedger ledger = harness.ledger();
    assertThat(ledger.getWindowed()).isEqualTo(20);
    assertThat(ledger.getWindowsAnswered()).isEqualTo(2);
    assertThat(ledger.getAnswered()).isEqualTo(4);
    assertThat(ledger.getNotSelected()).isEqualTo(12);
    assertBalanced();
  }

  @Test
  void shouldCountDuplicatesAndUnmatchedFramesWhenTheyArrive() {
    harness.capture("nobody-asks", 0);
    harness.ask(questionSet("people"));
    harness.capture("twice", 100);
    harness.capture("twice", 100);

    assertThat(harness.ledger().getUnmatched()).isEqualTo(1);
    assertThat(harness.ledger().getDuplicate()).isEqualTo(1);
    assertBalanced();
  }

  @Test
  void shouldSendLiveSetsDownTheirOwnLaneWhenTheyAreDue() {
    QuestionSet live =
        QuestionSet.newBuilder(questionSet("people")).setPriority(Priority.LIVE).build();
    harness.ask(live);
    harness.capture("a", 0);
    harness.capture("b", 5000);

    assertThat(harness.liveRequests()).hasSize(1);
    assertThat(harness.requests()).isEmpty();
  }

  @Test
  void shouldShedAnOpenWindowWhenItsQuestionSetIsRemoved() {
    harness.ask(questionSet("people"));
    harness.capture("a", 0);
    harness.removeQuestions("people");
    harness.advance(Duration.ofSeconds(6));

    assertThat(harness.requests()).isEmpty();
    assertThat(harness.events())
        .singleElement()
        .extracting(AnalysisEvent::getStatus)
        .isEqualTo(EventStatus.SHED);
    assertBalanced();
  }

  @Test
  void shouldNotPutASetInForceWhenItBreaksARule() {
    QuestionSet bad = QuestionSet.newBuilder(questionSet("bad")).build();
    bad.getWindow().setFrames(1_000_000);
    harness.ask(bad);
    harness.capture("a", 0);

    assertThat(harness.ledger().getUnmatched()).isEqualTo(1);
  }

  @Test
  void shouldDeadLetterEachBadRecordAndGoOnWhenGoodOnesFollow() {
    harness.ask(questionSet("people"));
    harness.rawFrame(
        new TestRecord<>(SOURCE, "neither picture nor Avro".getBytes(StandardCharsets.UTF_8)));
    harness.rawFrame(new TestRecord<>(null, new byte[] {0, 0, 0, 0, 1, 2}));
    harness.rawFrame(new TestRecord<>(SOURCE, new byte[] {0, 0, 0, 99, 99, 1, 2}));
    harness.rawCompletion(SOURCE, new byte[] {7});
    harness.capture("good", 0);

    assertThat(harness.deadLetters())
        .extracting(DeadLetter::getStage, DeadLetter::getCategory)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(Stage.INGEST, "not-an-image"),
            org.assertj.core.groups.Tuple.tuple(Stage.INGEST, "no-key"),
            org.assertj.core.groups.Tuple.tuple(Stage.INGEST, "bad-record"),
            org.assertj.core.groups.Tuple.tuple(Stage.COMPLETION, "bad-record"));
    assertThat(harness.ledger().getReceived()).isEqualTo(3);
    assertThat(harness.ledger().getWindowed()).isEqualTo(1);
    assertBalanced();
  }

  @Test
  void shouldBeTheCommittedTopologyWhenDescribed() {
    String described =
        FramewiseTopology.build(
                new Topics("framewise."),
                SchemaRegistry.inMemory(),
                TopologyHarness.settings(state, 4))
            .describe()
            .toString();

    new RenderedPage("streams-app/src/test/resources/topology.txt").assertIs(described);
  }

  @Test
  void shouldKeepOldAndNewWindowsApartWhenASetChangesItsSizeWhileOneIsOpen() {
    harness.ask(questionSet("people"));
    harness.capture("old", 100);
    QuestionSet larger = QuestionSet.newBuilder(questionSet("people")).setVersion(2).build();
    larger.getWindow().setSizeMs(10_000);
    larger.getWindow().setHopMs(10_000);
    harness.ask(larger);
    harness.capture("new", 4100);
    harness.advance(Duration.ofSeconds(6));

    assertThat(harness.requests())
        .extracting(InferenceRequest::getRequestId)
        .doesNotHaveDuplicates()
        .hasSize(2);
    assertBalanced();
  }

  @Test
  void shouldRefuseAFrameFromTheFutureSoThatLaterOnesAreNotLate() {
    harness.ask(questionSet("people"));
    harness.capture("clock-wrong", Duration.ofDays(365).toMillis());
    harness.capture("right", 100);

    assertThat(harness.deadLetters())
        .extracting(DeadLetter::getCategory)
        .containsExactly("bad-time");
    assertThat(harness.ledger().getWindowed()).isEqualTo(1);
    assertBalanced();
  }

  @Test
  void shouldTakeFramesOfACameraWithoutAClockWhenWindowsOverlap() {
    QuestionSet overlapping = questionSet("people");
    overlapping.getWindow().setHopMs(1000);
    harness.ask(overlapping);
    long since1970 = -START.toEpochMilli();
    harness.capture("a", since1970 + 100);
    harness.capture("b", since1970 + 1100);
    harness.advance(Duration.ofSeconds(6));

    assertThat(harness.requests().size() + harness.events().size()).isEqualTo(5);
    assertBalanced();
  }

  @Test
  void shouldNotCopyForeignHeadersOrTimesIntoADeadLetter() {
    TestRecord<String, byte[]> record =
        new TestRecord<>(
            SOURCE, "junk".getBytes(StandardCharsets.UTF_8), START.minus(Duration.ofDays(400)));
    record.headers().add("huge", new byte[2_000_000]);
    harness.rawFrame(record);

    assertThat(harness.deadLetterRecords())
        .singleElement()
        .satisfies(
            letter -> {
              assertThat(letter.headers()).isEmpty();
              assertThat(letter.timestamp()).isGreaterThanOrEqualTo(START.toEpochMilli());
            });
  }

  private InferenceRequest oneRequest() {
    harness.ask(questionSet("people"));
    harness.capture("a", 0);
    harness.capture("b", 1000);
    harness.capture("closing", 5000);
    return harness.requests().get(0);
  }

  private void assertBalanced() {
    harness.requireBalance();
  }
}
