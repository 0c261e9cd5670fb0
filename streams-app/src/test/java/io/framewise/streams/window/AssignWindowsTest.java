package io.framewise.streams.window;

import static io.framewise.streams.topology.TopologyHarness.completion;
import static io.framewise.streams.topology.TopologyHarness.frame;
import static io.framewise.testing.TestRecords.START;
import static io.framewise.testing.TestRecords.questionSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.ClosedBy;
import io.framewise.contract.avro.DeadLetter;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.store.StateStores;
import io.framewise.streams.topology.HarnessTest;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Spans of time, late and silent sources, and what a frame is booked as. */
class AssignWindowsTest extends HarnessTest {

  private static final Duration HOUR = Duration.ofHours(1);

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
    assertThat(request.getDomain()).isEqualTo(Domain.VIDEO);
    assertThat(request.getPrompt()).as("the worker words it").isEmpty();
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
  }

  @Test
  void shouldCountDuplicatesAndUnmatchedFramesWhenTheyArrive() {
    harness.capture("nobody-asks", 0);
    harness.ask(questionSet("people"));
    harness.capture("twice", 100);
    harness.capture("twice", 100);
    harness.capture("door-17-5", 200);
    harness.capture("door-17-6", 300);
    harness.capture("door-17-5", 200);

    assertThat(harness.ledger().getUnmatched()).isEqualTo(1);
    assertThat(harness.ledger().getDuplicate()).isEqualTo(2);
    assertThat(harness.contents(StateStores.SEEN_NUMBERS)).hasSize(1);
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
  }

  @Test
  void shouldBuryFramesOfACameraWithoutAClockAndTakeItsOthers() {
    harness.ask(questionSet("people"));
    harness.capture("good", 100);
    long since1970 = -START.toEpochMilli();
    harness.capture("a", since1970 + 100);
    harness.capture("b", since1970 + 1100);
    harness.advance(Duration.ofSeconds(6));

    assertThat(harness.deadLetters())
        .extracting(DeadLetter::getCategory)
        .containsExactly("bad-time", "bad-time");
    assertThat(harness.requests()).hasSize(1);
  }

  @Test
  void shouldCloseASilentSourcesWindowWhenAnothersClockIsBehind() {
    harness.ask(questionSet("people"));
    harness.capture("gate", "only", harness.sinceStartMs());
    for (int i = 0; i < 60; i++) {
      long atMs = harness.sinceStartMs();
      harness.capture(frame("slow-clock", "s" + i, atMs), START.plusMillis(atMs - 2000));
      harness.advance(Duration.ofMillis(100));
    }

    List<InferenceRequest> requests = harness.requests();
    assertThat(requests).extracting(InferenceRequest::getSourceId).contains("gate");
    requests.forEach(request -> harness.complete(completion(request, "no")));
    harness.capture("another", harness.sinceStartMs());
    harness.advance(Duration.ofSeconds(6));
    List<InferenceRequest> later = harness.requests();
    assertThat(later)
        .as("its own windows close too")
        .extracting(InferenceRequest::getSourceId)
        .contains("slow-clock");
    later.forEach(request -> harness.complete(completion(request, "no")));
  }

  @Test
  void shouldKeepTheWindowsOfNowOpenWhenOneFrameIsMinutesAhead() {
    harness.ask(questionSet("people"));
    harness.capture("before", harness.sinceStartMs());
    harness.capture("wrong-clock", harness.sinceStartMs() + 299_000);
    for (int i = 0; i < 60; i++) {
      harness.advance(Duration.ofMillis(200));
      harness.capture("f" + i, harness.sinceStartMs());
    }

    assertThat(harness.ledger().getLate()).isZero();
    assertThat(harness.ledger().getWindowed()).isEqualTo(62);
    assertThat(harness.requests()).hasSizeGreaterThanOrEqualTo(2);
  }

  @Test
  void shouldTakeFramesOfNowWhenTheWindowOfAWrongClockWasClosedBySilence() {
    harness.ask(questionSet("people"));
    harness.capture("before", harness.sinceStartMs());
    harness.capture("wrong-clock", harness.sinceStartMs() + 299_000);
    harness.advance(Duration.ofSeconds(20));
    assertThat(harness.requests()).hasSize(2);

    harness.capture("after", harness.sinceStartMs());
    harness.capture("wrong-clock-again", 1000 + 299_100);

    assertThat(harness.ledger().getWindowed()).isEqualTo(3);
    assertThat(harness.ledger().getLate()).as("of a window that was closed").isEqualTo(1);
  }

  /** A camera that sends more rarely than every ten seconds is one frame behind in its own time. */
  @Test
  void shouldAskOnceAboutALongWindowThatSilenceClosedAheadOfItsSourcesTime() {
    QuestionSet hourly = questionSet("people");
    hourly.getWindow().setSizeMs(HOUR.toMillis());
    hourly.getWindow().setHopMs(HOUR.toMillis());
    harness.ask(hourly);
    harness.capture("before", 0);
    harness.advance(HOUR);
    harness.capture("ahead", HOUR.toMillis() + 1000);
    harness.advance(Duration.ofSeconds(6));
    harness.advance(Duration.ofMinutes(11));
    harness.capture("same-hour", HOUR.plusMinutes(11).toMillis());
    harness.advance(Duration.ofSeconds(6));

    assertThat(harness.requests())
        .extracting(InferenceRequest::getRequestId)
        .doesNotHaveDuplicates()
        .hasSize(2);
    assertThat(harness.ledger().getLate()).isEqualTo(1);
  }

  @Test
  void shouldRememberAWindowThatWasClosedAheadUntilItsSourceHasPassedIt() {
    harness.ask(questionSet("people"));
    harness.capture("before", 0);
    harness.capture("wrong-clock", 60_000);
    harness.advance(Duration.ofSeconds(6));
    int before = harness.contents(StateStores.CLOSED_THROUGH).size();
    for (int i = 0; i < 8; i++) {
      harness.capture("f" + i, 8_000 + i * 9_000L);
    }

    assertThat(before).isEqualTo(2);
    assertThat(harness.contents(StateStores.CLOSED_THROUGH)).hasSize(1);
    assertThat(harness.ledger().getLate()).as("in the window of the wrong clock").isEqualTo(1);
  }

  /** The process stood still, or the machine did, while frames came onto their topic. */
  @Test
  void shouldCountTheSilenceAnewWhenTheClockHasLeapt() {
    harness.ask(questionSet("people"));
    harness.capture("before", harness.sinceStartMs());
    harness.leap(Duration.ofSeconds(60));
    harness.capture("meanwhile", harness.sinceStartMs() - 59_900);

    assertThat(harness.ledger().getLate()).isZero();
    assertThat(harness.ledger().getWindowed()).isEqualTo(2);
    harness.advance(Duration.ofSeconds(6));
    assertThat(harness.requests()).as("it is silent now").hasSize(1);
  }

  /** Punctuations that are always late must not keep windows open for ever. */
  @Test
  void shouldCloseAWindowOfASilentSourceWhenTheClockLeapsAllTheTime() {
    harness.ask(questionSet("people"));
    harness.capture("only", harness.sinceStartMs());
    for (int i = 0; i < 3; i++) {
      harness.leap(Duration.ofSeconds(4));
    }

    assertThat(harness.requests()).hasSize(1);
  }

  @Test
  void shouldCountTheSilenceAnewWhileKafkaDoesNotAnswer() {
    harness.ask(questionSet("people"));
    harness.capture("before", harness.sinceStartMs());
    for (int second = 0; second < 120; second++) {
      harness.advance(Duration.ofSeconds(1));
      harness
          .shared()
          .backlogs()
          .tellUnanswered(0, START.plusMillis(harness.sinceStartMs()).toEpochMilli());
    }
    harness.capture("kept-by-its-connector", 1100);

    assertThat(harness.ledger().getLate()).isZero();
    harness.advance(Duration.ofSeconds(6));
    assertThat(harness.requests()).hasSize(1);
  }
}
