package io.framewise.admin.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.Schedule;
import io.framewise.contract.avro.WindowKind;
import io.framewise.testing.TestRecords;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class NoWindowsTest {

  @ParameterizedTest
  @CsvSource({
    "PART, no frame names a part (attribute part)",
    "PAIR, there is no reference picture (attribute reference=true)",
    "CHANGE, the frames make no window"
  })
  void shouldSayWhatTheKindNeeds(WindowKind kind, String problem) {
    UserError error = new NoWindows(draft(kind), 7, "5m").error();

    assertThat(error).hasMessageStartingWith(problem).hasMessageNotContaining("schedule");
    assertThat(error.wayOut()).startsWith("7 frames came in the last 5m");
  }

  @Test
  void shouldBlameAScheduleThatIsThere() {
    QuestionSet draft = draft(WindowKind.TIME);
    draft.setSchedule(Schedule.newBuilder().build());

    assertThat(new NoWindows(draft, 7, "5m").error()).hasMessageContaining("schedule of doors");
  }

  private static QuestionSet draft(WindowKind kind) {
    QuestionSet draft = TestRecords.questionSet("doors");
    draft.getWindow().setKind(kind);
    return draft;
  }
}
