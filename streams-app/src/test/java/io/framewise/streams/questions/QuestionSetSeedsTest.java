package io.framewise.streams.questions;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.QuestionSet;
import io.framewise.testing.TestRecords;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What is said of a settings file whose edit is not in force. */
class QuestionSetSeedsTest {

  @Test
  void shouldNameBothVersionsAndTheWayOutWhenTheFileDiffersFromWhatIsInForce() {
    QuestionSet file = set(2, 20_000);

    assertThat(passedOver(file, set(4, 15_000)))
        .singleElement()
        .asString()
        .contains("people", "version 2 of the settings file", "version 4", "version 5 there");
  }

  @Test
  void shouldTellOfAnEditWithoutANewVersionToo() {
    assertThat(passedOver(set(2, 20_000), set(2, 15_000))).hasSize(1);
  }

  @Test
  void shouldSayNothingWhenTheContentsAreTheSameOrTheFileIsNewer() {
    assertThat(passedOver(set(2, 15_000), set(4, 15_000))).isEmpty();
    assertThat(passedOver(set(5, 20_000), set(4, 15_000))).isEmpty();
    assertThat(QuestionSetSeeds.passedOver(List.of(set(2, 1)), Map.of())).isEmpty();
    assertThat(
            QuestionSetSeeds.passedOver(
                List.of(set(2, 1)), Map.of("people", Optional.<QuestionSet>empty())))
        .isEmpty();
  }

  private static List<String> passedOver(QuestionSet file, QuestionSet onTopic) {
    return QuestionSetSeeds.passedOver(List.of(file), Map.of("people", Optional.of(onTopic)));
  }

  private static QuestionSet set(int version, long deadlineMs) {
    QuestionSet set = TestRecords.questionSet("people");
    set.setVersion(version);
    set.setDeadlineMs(deadlineMs);
    return set;
  }
}
