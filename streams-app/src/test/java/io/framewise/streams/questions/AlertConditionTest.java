package io.framewise.streams.questions;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.AlertRule;
import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.Box;
import io.framewise.contract.avro.Question;
import io.framewise.contract.avro.QuestionSet;
import io.framewise.contract.avro.Severity;
import io.framewise.testing.TestRecords;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AlertConditionTest {

  @ParameterizedTest
  @CsvSource({
    ">= 3,3,true",
    ">=3,2.9,false",
    "> 3,3,false",
    "> -2,-1,true",
    "<= 3,3,true",
    "<3,3,false",
    "= 3,3,true",
    "3,3,true",
    "3,4,false",
    "<\t+0.5,0.25,true"
  })
  void shouldCompareNumbers(String comparison, double number, boolean meets) {
    assertThat(problems(AnswerType.NUMBER, comparison)).isEmpty();
    assertThat(
            AlertCondition.meets(
                List.of(comparison), answer(AnswerType.NUMBER).setNumber(number).build()))
        .isEqualTo(meets);
  }

  @Test
  void shouldHoldAllComparisonsAgainstANumber() {
    List<String> between = List.of(">= 3", "< 5");

    assertThat(AlertCondition.meets(between, number(4))).isTrue();
    assertThat(AlertCondition.meets(between, number(5))).isFalse();
  }

  @Test
  void shouldMeetOneOfTheValuesWhateverTheirCase() {
    Answer dent = answer(AnswerType.CHOICE).setChoice("dent").build();

    assertThat(AlertCondition.meets(List.of("scratch", "DENT"), dent)).isTrue();
    assertThat(AlertCondition.meets(List.of("scratch"), dent)).isFalse();
    assertThat(
            AlertCondition.meets(List.of("no"), answer(AnswerType.YES_NO).setYesNo(false).build()))
        .isTrue();
    assertThat(
            AlertCondition.meets(List.of("Fire"), answer(AnswerType.TEXT).setText("fire ").build()))
        .isTrue();
  }

  @Test
  void shouldMeetAnyBox() {
    Box box = new Box(null, 0.0, 0.0, 1.0, 1.0);

    assertThat(
            AlertCondition.meets(
                List.of("any"), answer(AnswerType.BOX).setBoxes(List.of(box)).build()))
        .isTrue();
    assertThat(
            AlertCondition.meets(
                List.of("any"), answer(AnswerType.BOX).setBoxes(List.of()).build()))
        .isFalse();
  }

  @ParameterizedTest
  @CsvSource({
    "YES_NO,maybe",
    "CHOICE,green",
    "NUMBER,three",
    "NUMBER,=> 3",
    "NUMBER,> 1e5",
    "BOX,yes",
    "POINT,all"
  })
  void shouldRefuseAConditionThatNoAnswerOfItsTypeCouldMeet(AnswerType type, String condition) {
    assertThat(problems(type, condition)).singleElement().asString().contains("question q: ");
  }

  @Test
  void shouldRefuseARuleOutOfBounds() {
    AlertRule rule = rule("> 3");
    rule.setProbability(0.5);
    rule.setRaiseAfter(0);
    rule.setCooldownMs(Long.MAX_VALUE);
    AlertRule none = rule("> 3");
    none.setWhen(List.of());

    assertThat(problems(AnswerType.NUMBER, rule)).hasSize(3);
    assertThat(problems(AnswerType.NUMBER, none)).hasSize(1);
  }

  private static Answer number(double number) {
    return answer(AnswerType.NUMBER).setNumber(number).build();
  }

  private static Answer.Builder answer(AnswerType type) {
    return Answer.newBuilder()
        .setQuestionId("q")
        .setQuestion("What?")
        .setAnswerType(type)
        .setValid(true)
        .setText("");
  }

  private static List<String> problems(AnswerType type, String condition) {
    return problems(type, rule(condition));
  }

  private static List<String> problems(AnswerType type, AlertRule rule) {
    List<String> choices = type == AnswerType.CHOICE ? List.of("red", "blue") : List.of();
    QuestionSet set = TestRecords.questionSet("s");
    set.setQuestions(List.of(new Question("q", "What?", type, choices, schema(type), 0, rule)));
    return QuestionSetRules.problems("s", set);
  }

  private static AlertRule rule(String condition) {
    return new AlertRule(List.of(condition), 0.0, 1, 1, 0L, 0L, Severity.WARNING, false);
  }

  private static String schema(AnswerType type) {
    return type == AnswerType.JSON ? "{\"type\": \"boolean\"}" : null;
  }
}
