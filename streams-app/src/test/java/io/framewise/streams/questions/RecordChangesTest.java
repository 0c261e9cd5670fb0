package io.framewise.streams.questions;

import static io.framewise.testing.TestRecords.questionSet;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.Question;
import io.framewise.contract.avro.QuestionSet;
import java.util.List;
import org.junit.jupiter.api.Test;

class RecordChangesTest {

  @Test
  void shouldSayNothingWhenNothingDiffers() {
    assertThat(RecordChanges.of(questionSet("doors"), questionSet("doors"))).isEmpty();
  }

  @Test
  void shouldNameEachValueThatDiffers() {
    QuestionSet after = questionSet("doors");
    after.getWindow().setFrames(8);
    after.setSourceIds(List.of("gate"));

    assertThat(RecordChanges.of(questionSet("doors"), after))
        .containsExactly("sourceIds: [] -> [gate]", "window.frames: 4 -> 8");
  }

  @Test
  void shouldTellQuestionsApartByTheirIds() {
    QuestionSet after = questionSet("doors");
    after.setQuestions(
        List.of(
            new Question("open", "Is it open?", AnswerType.YES_NO, List.of(), null, 0, null),
            after.getQuestions().get(0)));

    assertThat(RecordChanges.of(questionSet("doors"), after))
        .contains(
            "questions: [person] -> [open, person]", "questions.open.text: (none) -> Is it open?")
        .noneMatch(line -> line.startsWith("questions.person"));
  }
}
