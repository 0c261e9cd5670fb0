package io.framewise.streams.topology;

import static io.framewise.streams.topology.TopologyHarness.questionSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.QuestionSet;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which question sets ask about which frames. */
class QuestionSelectionTest {

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

  private static QuestionSet labelled(Map<String, String> labels) {
    QuestionSet set = questionSet("people");
    set.setLabels(labels);
    return set;
  }
}
