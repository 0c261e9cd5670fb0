package io.framewise.contract.answer;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.Question;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AnswerLengthsTest {

  @ParameterizedTest
  @CsvSource({"YES_NO, 8", "CHOICE, 8", "NUMBER, 16", "BOX, 256", "POINT, 256", "TEXT, 128"})
  void shouldSuitTheTypeWhereNothingIsGiven(AnswerType type, int expected) {
    assertThat(AnswerLengths.of(question(type, 0), 0)).isEqualTo(expected);
  }

  @Test
  void shouldTakeTheQuestionsLimitBeforeTheSets() {
    assertThat(AnswerLengths.of(question(AnswerType.TEXT, 7), 24)).isEqualTo(7);
    assertThat(AnswerLengths.of(question(AnswerType.TEXT, 300), 24)).isEqualTo(300);
    assertThat(AnswerLengths.of(question(AnswerType.TEXT, 0), 24)).isEqualTo(24);
  }

  @Test
  void shouldFillEachQuestionAndKeepTheGivenOnesAsTheyAre() {
    List<Question> given = List.of(question(AnswerType.NUMBER, 0), question(AnswerType.BOX, 40));

    List<Question> filled = AnswerLengths.filled(given, 0);

    assertThat(filled).extracting(Question::getMaxNewTokens).containsExactly(16, 40);
    assertThat(given).extracting(Question::getMaxNewTokens).containsExactly(0, 40);
    assertThat(AnswerLengths.longest(given, 0)).isEqualTo(40);
    assertThat(AnswerLengths.longest(given, 64)).isEqualTo(64);
    assertThat(AnswerLengths.longest(List.of(), 64)).isZero();
  }

  private static Question question(AnswerType type, int maxNewTokens) {
    return new Question("q", "What is there?", type, List.of(), null, maxNewTokens, null);
  }
}
