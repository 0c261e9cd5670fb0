package io.framewise.standalone.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AlertState;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.EventStatus;
import io.framewise.standalone.accuracy.Accuracy;
import io.framewise.standalone.accuracy.Judge;
import io.framewise.standalone.samples.SamplePictures;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The demo's model on the demo's samples: what it says is right, and alerts follow from it. */
interface RightAnswerScenarios {

  /** As the demo's rule about parts has it. */
  double SURE = 0.7;

  Path directory();

  Platform platform();

  @Test
  default void shouldAnswerRightlyAndRaiseAndClearAlertsOnTheSamples() throws IOException {
    Path own = Files.createDirectories(directory().resolve("seeing"));
    try (SeeingRun run = new SeeingRun(platform(), own)) {
      run.awaitSettled();

      assertThat(run.events())
          .extracting(AnalysisEvent::getStatus)
          .containsOnly(EventStatus.ANSWERED);
      requireRight(accuracy(run));
      List<AlertState> ofErrors = expected(errorsInTruth(), 1);
      List<AlertState> ofParts = expected(saidToBeUnusable(run.events()), 2);
      assertThat(ofErrors).contains(AlertState.RAISED, AlertState.CLEARED);
      assertThat(ofParts).contains(AlertState.RAISED, AlertState.CLEARED);
      Patience.untilAsserted(
          () -> {
            assertThat(states(run, "screens:desk:error")).isEqualTo(ofErrors);
            assertThat(states(run, "parts:quality:usable")).isEqualTo(ofParts);
          });
    }
  }

  private static Accuracy accuracy(SeeingRun run) {
    try (Judge judge = run.judge()) {
      return Accuracy.of(run.events().stream().map(judge::verdicts).toList());
    }
  }

  /** Words, ways, counts and places each have a bar of their own. */
  private static void requireRight(Accuracy accuracy) {
    requireShare(accuracy, 0.95, "red", "error", "defect", "usable");
    // The weakest question, over some ten windows that start elsewhere in each run: 85 to 100 %.
    requireShare(accuracy, 0.60, "touch");
    requireShare(accuracy, 0.95, "says");
    requireShare(accuracy, 0.90, "direction");
    requireShare(accuracy, 0.85, "count", "windows");
    requireShare(accuracy, 0.85, "place", "where", "ok");
  }

  private static void requireShare(Accuracy accuracy, double least, String... questions) {
    List<Accuracy.Count> counts = Stream.of(questions).map(accuracy.questions()::get).toList();
    assertThat(counts).as("%s", List.of(questions)).doesNotContainNull();
    double right = counts.stream().mapToLong(Accuracy.Count::right).sum();
    double judged = counts.stream().mapToLong(Accuracy.Count::judged).sum();
    assertThat(right / judged).as("right of %s", accuracy).isGreaterThanOrEqualTo(least);
  }

  private static List<AlertState> states(SeeingRun run, String alertKey) {
    return run.alerts().stream()
        .filter(alert -> alert.getAlertKey().equals(alertKey))
        .map(Alert::getState)
        .filter(state -> state != AlertState.UPDATED)
        .toList();
  }

  /** Whether each screen shows an error dialog, in the order in which they are read. */
  private static List<Boolean> errorsInTruth() {
    return SamplePictures.SCREENS.pictures().values().stream()
        .map(picture -> picture.answers().get("error").equals("yes"))
        .toList();
  }

  /** What was said of each part, in the order of windows; what was not sure enough left out. */
  private static List<Boolean> saidToBeUnusable(List<AnalysisEvent> events) {
    return events.stream()
        .filter(event -> event.getSourceId().equals("parts"))
        .sorted(Comparator.comparing(event -> event.getWindow().getStart()))
        .flatMap(event -> event.getAnswers().stream())
        .filter(
            answer -> answer.getQuestionId().equals("usable") && answer.getProbability() >= SURE)
        .map(answer -> !answer.getYesNo())
        .toList();
  }

  /** What must become of an alert that is cleared by the first window that does not meet it. */
  private static List<AlertState> expected(List<Boolean> windows, int raiseAfter) {
    List<AlertState> states = new ArrayList<>();
    int inRow = 0;
    for (boolean met : windows) {
      if (!met && inRow >= raiseAfter) {
        states.add(AlertState.CLEARED);
      }
      inRow = met ? inRow + 1 : 0;
      if (met && inRow == raiseAfter) {
        states.add(AlertState.RAISED);
      }
    }
    return states;
  }
}
