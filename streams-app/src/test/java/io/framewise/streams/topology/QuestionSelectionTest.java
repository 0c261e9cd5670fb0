package io.framewise.streams.topology;

import static io.framewise.testing.TestRecords.questionSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.Schedule;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Which question sets ask about which frames. */
class QuestionSelectionTest extends HarnessTest {

  @Test
  void shouldAskNobodyForLabelsWhenNoConnectorSpeaksOfTheSource() {
    harness.ask(labelled(Map.of("site", "north")));

    harness.capture("first", 0);

    assertThat(harness.ledger().getUnmatched()).isEqualTo(1);
  }

  @Test
  void shouldAskOnlyASourceThatHasAllLabels() {
    harness.ask(labelled(Map.of("site", "north", "line", "3")));
    harness.label(Map.of("site", "north"));
    harness.capture("without-line", 0);
    assertThat(harness.ledger().getUnmatched()).isEqualTo(1);

    harness.label(Map.of("site", "north", "line", "3", "shift", "early"));
    harness.capture("with-all", 100);

    assertThat(harness.ledger().getWindowed()).isEqualTo(1);
  }

  @Test
  void shouldHeedAChangeOfLabelsASecondLater() {
    harness.ask(labelled(Map.of("site", "north")));
    harness.label(Map.of("site", "north"));
    harness.capture("as-north", 0);
    assertThat(harness.ledger().getWindowed()).isEqualTo(1);

    harness.label(Map.of("site", "south"));
    harness.capture("as-south", 100);

    assertThat(harness.ledger().getUnmatched()).isEqualTo(1);
    assertThat(harness.ledger().getWindowed()).isEqualTo(1);
  }

  @Test
  void shouldAskByIdsAndLabelsTogether() {
    QuestionSet elsewhere = labelled(Map.of("site", "north"));
    elsewhere.setSourceIds(List.of("another"));
    harness.ask(elsewhere);
    harness.label(Map.of("site", "north"));

    harness.capture("first", 0);

    assertThat(harness.ledger().getUnmatched()).isEqualTo(1);
  }

  /** Windows begin at 0, 50, 100 and 150 seconds after Saturday 08:00 UTC. */
  @Test
  void shouldOpenNoWindowWhoseStartLiesOutsideTheSchedule() {
    QuestionSet set = questionSet("people");
    set.getWindow().setSizeMs(50_000);
    set.getWindow().setHopMs(50_000);
    set.setSchedule(new Schedule("UTC", List.of("sat"), "08:01", "08:02"));
    harness.ask(set);

    harness.capture("before", 10_000);
    harness.capture("within-but-of-a-window-from-before", 70_000);
    assertThat(harness.ledger().getUnmatched()).isEqualTo(2);
    harness.capture("within", 110_000);
    harness.capture("after-but-of-a-window-from-within", 130_000);
    assertThat(harness.ledger().getWindowed()).isEqualTo(2);
    harness.capture("after", 160_000);

    assertThat(harness.ledger().getUnmatched()).isEqualTo(3);
    assertThat(harness.ledger().getWindowsOpened()).isEqualTo(1);
  }

  @Test
  void shouldBookAFrameForAnotherSetWhenOneIsOutsideItsSchedule() {
    QuestionSet asleep = questionSet("asleep");
    asleep.setSchedule(new Schedule("UTC", List.of("sun"), "00:00", "00:00"));
    harness.ask(asleep);
    harness.ask(questionSet("awake"));

    harness.capture("first", 0);

    assertThat(harness.ledger().getUnmatched()).isZero();
    assertThat(harness.ledger().getWindowed()).isEqualTo(1);
    assertThat(harness.ledger().getWindowsOpened()).isEqualTo(1);
  }

  private static QuestionSet labelled(Map<String, String> labels) {
    QuestionSet set = questionSet("people");
    set.setLabels(labels);
    return set;
  }
}
