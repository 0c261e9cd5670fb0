package io.framewise.streams.correlate;

import static io.framewise.testing.TestRecords.START;
import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.Box;
import io.framewise.testing.TestRecords;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Since when an answer has been the same. */
class SameAnswersTest {

  private static Answer.Builder answer() {
    return Answer.newBuilder()
        .setQuestionId("open")
        .setQuestion("Is it open?")
        .setAnswerType(AnswerType.YES_NO)
        .setValid(true)
        .setText("yes")
        .setYesNo(true);
  }

  private static AnalysisEvent event(int seconds, Answer... answers) {
    return TestRecords.event("door", "e" + seconds, 1)
        .setCreatedAt(START.plusSeconds(seconds))
        .setAnswers(List.of(answers))
        .build();
  }

  private static Instant since(AnalysisEvent event) {
    Long since = event.getAnswers().get(0).getSinceMs();
    return since == null ? null : Instant.ofEpochMilli(since);
  }

  @Test
  void shouldBeTheTimeOfTheFirstOfSeveralThatAreTheSame() {
    AnalysisEvent first = event(1, answer().build());
    AnalysisEvent second = event(2, answer().setProbability(0.7).build());
    AnalysisEvent third = event(3, answer().setText("Yes.").build());
    SameAnswers.mark(first, Optional.empty());
    SameAnswers.mark(second, Optional.of(first));
    SameAnswers.mark(third, Optional.of(second));

    assertThat(since(third)).isEqualTo(START.plusSeconds(1));
  }

  static Stream<Arguments> others() {
    return Stream.of(
        other(answer -> answer.setYesNo(false)),
        other(answer -> answer.setQuestion("Is it shut?")),
        other(answer -> answer.setQuestionId("shut")),
        other(answer -> answer.setValid(false)),
        other(answer -> answer.setChoice("a")),
        other(answer -> answer.setNumber(3.0)),
        other(answer -> answer.setJson("{}")),
        other(answer -> answer.setAnswerType(AnswerType.TEXT)),
        other(answer -> answer.setBoxes(List.of(new Box(null, 1.0, 2.0, 3.0, 4.0)))),
        other(answer -> answer.setPoints(List.of())));
  }

  private static Arguments other(UnaryOperator<Answer.Builder> change) {
    return Arguments.of(change);
  }

  @ParameterizedTest
  @MethodSource("others")
  void shouldBeginAnewWithAnother(UnaryOperator<Answer.Builder> change) {
    AnalysisEvent first = event(1, change.apply(answer()).build());
    AnalysisEvent second = event(2, answer().build());
    SameAnswers.mark(first, Optional.empty());
    SameAnswers.mark(second, Optional.of(first));

    assertThat(since(second)).isEqualTo(START.plusSeconds(2));
  }

  @Test
  void shouldCompareTheTextOfATextAndSayNothingOfAnInvalidAnswer() {
    Answer text = answer().setAnswerType(AnswerType.TEXT).setYesNo(null).build();
    AnalysisEvent first = event(1, text);
    AnalysisEvent second = event(2, Answer.newBuilder(text).setText("no").build());
    AnalysisEvent invalid = event(3, answer().setValid(false).build());
    SameAnswers.mark(first, Optional.empty());
    SameAnswers.mark(second, Optional.of(first));
    SameAnswers.mark(invalid, Optional.of(second));

    assertThat(since(second)).isEqualTo(START.plusSeconds(2));
    assertThat(since(invalid)).isNull();
  }

  /** Events of before there was such a field. */
  @Test
  void shouldBeginAnewAfterAnEventThatDoesNotSay() {
    AnalysisEvent old = event(1, answer().build());
    AnalysisEvent next = event(2, answer().build());
    SameAnswers.mark(next, Optional.of(old));

    assertThat(since(next)).isEqualTo(START.plusSeconds(2));
  }
}
