package io.framewise.streams.dispatch;

import static io.framewise.streams.topology.TopologyHarness.completion;
import static io.framewise.testing.TestRecords.questionSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.EventStatus;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.WindowSpec;
import io.framewise.streams.state.SourceLedger;
import io.framewise.streams.topology.TopologyHarness;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;

/**
 * Five minutes of one source that asks ten times as much as three others, and a worker that takes
 * one request after the other and can answer less than half of them.
 */
@TestInstance(Lifecycle.PER_CLASS)
class OverloadTest {

  private static final String GREEDY = "greedy";
  private static final List<String> MODEST = List.of("gate", "hall", "yard");
  private static final int MAX_OPEN = 4;
  private static final Duration STEP = Duration.ofMillis(100);
  private static final int STEPS = 3000;
  private static final int STEPS_PER_ANSWER = 8;

  private TopologyHarness harness;
  private final Queue<InferenceRequest> queue = new ArrayDeque<>();
  private final List<AnalysisEvent> events = new ArrayList<>();

  @BeforeAll
  void start(@TempDir Path state) {
    harness = new TopologyHarness(TopologyHarness.settings(state, MAX_OPEN));
    harness.ask(asking("modest", 4000, MODEST));
    harness.ask(asking("busy", 400, List.of(GREEDY)));
    run();
  }

  @AfterAll
  void stop() {
    harness.close();
  }

  private void run() {
    for (int step = 0; step < STEPS; step++) {
      harness.advance(STEP);
      long atMs = harness.sinceStartMs();
      harness.capture(GREEDY, "g" + step, atMs);
      for (String source : MODEST) {
        harness.capture(source, source + step, atMs);
      }
      queue.addAll(harness.requests());
      if (step % STEPS_PER_ANSWER == 0 && !queue.isEmpty()) {
        harness.complete(completion(queue.remove(), "yes"));
      }
    }
    events.addAll(harness.events());
  }

  @Test
  void shouldAnswerTheOthersWhenOneSourceAsksTooMuch() {
    for (String source : MODEST) {
      SourceLedger ledger = harness.ledger(source);
      assertThat(ledger.getWindowsShed()).as(source).isZero();
      assertThat(ledger.getWindowsExpired()).as(source).isZero();
      assertThat(ledger.getWindowsAnswered())
          .as(source)
          .isEqualTo(ledger.getWindowsOpened() - ledger.getOpenRequests() - 1);
    }
    assertThat(harness.ledger(GREEDY).getWindowsShed()).isPositive();
    assertThat(harness.ledger(GREEDY).getWindowsExpired()).isZero();
  }

  @Test
  void shouldSayInEachEventWhatItWentWithout() {
    List<AnalysisEvent> answered =
        events.stream()
            .filter(event -> event.getSourceId().equals(GREEDY))
            .filter(event -> event.getStatus() == EventStatus.ANSWERED)
            .toList();
    assertThat(answered.get(0).getQuality()).isEmpty();
    assertThat(answered)
        .flatExtracting(AnalysisEvent::getQuality)
        .contains("frames: 2 of 4", "tiles: 3 of 6");
    assertThat(events)
        .filteredOn(event -> MODEST.contains(event.getSourceId()))
        .isNotEmpty()
        .allSatisfy(event -> assertThat(event.getQuality()).isEmpty());
  }

  @Test
  void shouldNeverHoldMoreThanItsBoundAndAccountForEachWindow() {
    SourceLedger ledger = harness.ledger(GREEDY);

    assertThat(ledger.getOpenRequests()).isLessThanOrEqualTo(MAX_OPEN);
    assertThat(ledger.getWindowsOpened())
        .isEqualTo(
            ledger.getWindowsAnswered() + ledger.getWindowsShed() + ledger.getOpenRequests() + 1);
    assertThat(
            ledger.getWindowed()
                - ledger.getNotSelected()
                - ledger.getAnswered()
                - ledger.getShed())
        .as("frames whose end is not known yet, at most four for each open window")
        .isBetween(ledger.getOpenRequests(), 4 * (ledger.getOpenRequests() + 1));
  }

  private static QuestionSet asking(String id, long sizeMs, List<String> sources) {
    return QuestionSet.newBuilder(questionSet(id))
        .setSourceIds(sources)
        .setWindow(
            WindowSpec.newBuilder()
                .setSizeMs(sizeMs)
                .setHopMs(sizeMs)
                .setFrames(4)
                .setMaxTiles(6)
                .setGraceMs(0)
                .build())
        .build();
  }
}
