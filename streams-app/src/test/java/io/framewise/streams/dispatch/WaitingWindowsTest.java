package io.framewise.streams.dispatch;

import static io.framewise.streams.topology.TopologyHarness.START;
import static io.framewise.streams.topology.TopologyHarness.completion;
import static io.framewise.streams.topology.TopologyHarness.frame;
import static io.framewise.streams.topology.TopologyHarness.questionSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Domain;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.Frame;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.WindowKind;
import io.framewise.contract.avro.WindowSpec;
import io.framewise.streams.topology.TopologyHarness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What may not be looked at by half, and what comes belated after an outage, waits for room. */
class WaitingWindowsTest {

  private static final Duration ROOM_CHECK = Duration.ofMillis(100);
  private static final int MOST = 3;

  @TempDir private Path state;
  private TopologyHarness harness;

  @BeforeEach
  void start() {
    harness =
        new TopologyHarness(
            TopologyHarness.settings(
                Map.of(
                    "streams.state-directory", state.toString(),
                    "streams.max-open-requests", "1",
                    "streams.max-waiting-windows", Integer.toString(MOST))));
  }

  @AfterEach
  void stop() {
    harness.requireBalance();
    harness.close();
  }

  @Test
  void shouldLookAtEachPartWholeWhenMoreComeThanMayBeOpen() {
    QuestionSet parts = inspected("parts", WindowKind.PART, 2);
    parts.getWindow().setMaxTiles(6);
    harness.ask(parts);
    for (String part : List.of("A", "B", "C")) {
      picture(part + "1", part);
      picture(part + "2", part);
    }
    assertThat(harness.ledger().getWaitingWindows()).isEqualTo(2);
    harness.requireBalance();

    List<InferenceRequest> asked = answerOneAfterTheOther(3);

    assertThat(asked)
        .extracting(request -> request.getWindow().getSubject())
        .containsExactly("A", "B", "C");
    assertThat(asked)
        .allSatisfy(
            request -> {
              assertThat(request.getFrames()).hasSize(2);
              assertThat(request.getMaxTiles()).isEqualTo(6);
              assertThat(request.getQuality()).isEmpty();
            });
    assertThat(harness.events())
        .extracting(AnalysisEvent::getStatus)
        .containsOnly(EventStatus.ANSWERED)
        .hasSize(3);
  }

  @Test
  void shouldShedAndNameTheRuleWhenTooManyWait() {
    harness.ask(inspected("pictures", WindowKind.IMAGE, 1));
    for (int i = 0; i < MOST + 2; i++) {
      picture("p" + i, "part-" + i);
    }

    assertThat(harness.events())
        .singleElement()
        .satisfies(
            event -> {
              assertThat(event.getStatus()).isEqualTo(EventStatus.SHED);
              assertThat(event.getReason()).contains("streams.max-waiting-windows");
            });
    assertThat(answerOneAfterTheOther(MOST + 1)).hasSize(MOST + 1);
  }

  @Test
  void shouldServeWhatIsLiveFirst() {
    QuestionSet live = inspected("urgent", WindowKind.IMAGE, 1);
    live.setPriority(Priority.LIVE);
    harness.ask(inspected("pictures", WindowKind.IMAGE, 1));
    picture("p0", "a");
    picture("p1", "b");
    harness.ask(live);
    picture("p2", "c");
    InferenceRequest first = harness.requests().get(0);

    harness.complete(completion(first, "yes"));
    harness.advance(ROOM_CHECK);

    assertThat(harness.liveRequests()).hasSize(1);
    assertThat(harness.requests()).isEmpty();
  }

  @Test
  void shouldShedWhatWaitsWhenItsQuestionSetIsRemoved() {
    harness.ask(inspected("pictures", WindowKind.IMAGE, 1));
    picture("p0", "a");
    picture("p1", "b");
    harness.removeQuestions("pictures");
    harness.advance(ROOM_CHECK);

    assertThat(harness.events())
        .singleElement()
        .satisfies(event -> assertThat(event.getReason()).contains("removed"));
    assertThat(harness.ledger().getWaitingWindows()).isZero();
  }

  @Test
  void shouldAskAboutAllWindowsOfABacklogOneAfterTheOther() {
    harness.ask(questionSet("people"));
    harness.advance(Duration.ofMinutes(10));
    for (int i = 0; i <= 3; i++) {
      harness.capture(frame("door", "f" + i, i * 4000L + 600), START.plusMillis(i * 4000L));
    }

    assertThat(answerOneAfterTheOther(3)).hasSize(3);
    assertThat(harness.events())
        .extracting(AnalysisEvent::getStatus)
        .containsExactly(EventStatus.ANSWERED, EventStatus.ANSWERED, EventStatus.ANSWERED);
  }

  private List<InferenceRequest> answerOneAfterTheOther(int most) {
    List<InferenceRequest> asked = new ArrayList<>();
    for (int i = 0; i < most; i++) {
      List<InferenceRequest> now = harness.requests();
      assertThat(now).hasSize(1);
      asked.addAll(now);
      harness.requireBalance();
      harness.complete(completion(now.get(0), "yes"));
      harness.advance(ROOM_CHECK);
    }
    return asked;
  }

  private void picture(String id, String part) {
    Frame frame = frame(TopologyHarness.SOURCE, id, harness.sinceStartMs());
    frame.setDomain(Domain.INSPECTION);
    frame.setAttributes(Map.of("part", part));
    harness.capture(frame);
  }

  private static QuestionSet inspected(String id, WindowKind kind, int frames) {
    return QuestionSet.newBuilder(questionSet(id))
        .setDomain(Domain.INSPECTION)
        .setWindow(
            WindowSpec.newBuilder()
                .setKind(kind)
                .setSizeMs(4000)
                .setHopMs(4000)
                .setFrames(frames)
                .build())
        .build();
  }
}
