package io.framewise.standalone.accuracy;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.Box;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.Point;
import io.framewise.standalone.samples.Thing;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class TruthTest {

  private static final FrameRef FRAME =
      new FrameRef("frames", 0, 0L, "frame", Instant.EPOCH, 200, 100);
  private static final Truth TRUTH =
      new Truth(
          Map.of("red", "yes", "direction", "left", "count", "2", "says", "all done", "place", "-"),
          List.of(new Thing("red car", 0.1, 0.2, 0.3, 0.6), new Thing("OK button", 0, 0, 0.5, 1)));

  @Test
  void shouldCompareWordsAndNumbersExactly() {
    assertThat(yesNo(true)).isTrue();
    assertThat(yesNo(false)).isFalse();
    assertThat(choice("left")).isTrue();
    assertThat(choice("right")).isFalse();
    assertThat(number(2)).isTrue();
    assertThat(number(2.5)).isFalse();
    assertThat(text(" all done")).isTrue();
    assertThat(text("all gone")).isFalse();
  }

  @Test
  void shouldTakeABoxThatSharesHalfOfTheAreaInPixels() {
    assertThat(boxes(new Box(null, 20.0, 20.0, 60.0, 60.0))).isTrue();
    assertThat(boxes(new Box(null, 20.0, 20.0, 60.0, 41.0))).isTrue();
    assertThat(boxes(new Box(null, 20.0, 20.0, 60.0, 39.0))).isFalse();
    assertThat(boxes(new Box(null, 100.0, 20.0, 140.0, 60.0))).isFalse();
  }

  @Test
  void shouldTakeNeitherAMissingNorASecondBox() {
    Box right = new Box(null, 20.0, 20.0, 60.0, 60.0);

    assertThat(boxes()).isFalse();
    assertThat(boxes(right, right)).isFalse();
  }

  @Test
  void shouldTakeNoBoxWhenThereIsNothing() {
    Truth nothing = new Truth(Map.of("defect", "none", "where", "none"), List.of());

    assertThat(
            nothing.confirms(
                answer("where", AnswerType.BOX, set -> set.setBoxes(List.of())), FRAME))
        .isTrue();
  }

  @Test
  void shouldTakeAPointOnTheThing() {
    assertThat(point(99, 50)).isTrue();
    assertThat(point(101, 50)).isFalse();
  }

  @Test
  void shouldTakeNoAnswerThatIsInvalid() {
    Answer answer = answer("red", AnswerType.YES_NO, set -> set.setValid(false));

    assertThat(TRUTH.confirms(answer, FRAME)).isFalse();
  }

  @Test
  void shouldKnowNothingOfAQuestionWithoutAClearAnswer() {
    assertThat(TRUTH.knows("red")).isTrue();
    assertThat(TRUTH.knows("line")).isFalse();
  }

  private static boolean yesNo(boolean yes) {
    return TRUTH.confirms(answer("red", AnswerType.YES_NO, set -> set.setYesNo(yes)), FRAME);
  }

  private static boolean choice(String choice) {
    return TRUTH.confirms(
        answer("direction", AnswerType.CHOICE, set -> set.setChoice(choice)), FRAME);
  }

  private static boolean number(double number) {
    return TRUTH.confirms(answer("count", AnswerType.NUMBER, set -> set.setNumber(number)), FRAME);
  }

  private static boolean text(String text) {
    return TRUTH.confirms(answer("says", AnswerType.TEXT, set -> set.setText(text)), FRAME);
  }

  private static boolean boxes(Box... boxes) {
    return TRUTH.confirms(
        answer("place", AnswerType.BOX, set -> set.setBoxes(List.of(boxes))), FRAME);
  }

  private static boolean point(double x, double y) {
    List<Point> points = List.of(new Point(null, x, y));
    return TRUTH.confirms(answer("ok", AnswerType.POINT, set -> set.setPoints(points)), FRAME);
  }

  private static Answer answer(String questionId, AnswerType type, Consumer<Answer> change) {
    Answer answer =
        Answer.newBuilder()
            .setQuestionId(questionId)
            .setQuestion("?")
            .setAnswerType(type)
            .setValid(true)
            .setText("")
            .build();
    change.accept(answer);
    return answer;
  }
}
