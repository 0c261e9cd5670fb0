package io.framewise.admin.replay;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.Box;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.Point;
import io.framewise.contract.topic.TrustedRecords;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

class SameAnswerTest {

  private static final Box LEFT = new Box("car", 0.0, 0.0, 100.0, 100.0);
  private static final Box RIGHT = new Box("car", 400.0, 0.0, 500.0, 100.0);

  @BeforeAll
  static void trust() {
    TrustedRecords.trust();
  }

  @Test
  void shouldCompareValuesAndNotTheirText() {
    assertThat(same(number("3", 3), number("3.0", 3))).isTrue();
    assertThat(same(number("3", 3), number("4", 4))).isFalse();
  }

  @Test
  void shouldCompareTextsToTheirEnd() {
    String long200 = "a".repeat(200);

    assertThat(same(text(long200 + "b"), text(long200 + "b "))).isTrue();
    assertThat(same(text(long200 + "b"), text(long200 + "c"))).isFalse();
  }

  @Test
  void shouldTellAnInvalidAnswerFromAValidOne() {
    Answer invalid = number("three", 0);
    invalid.setValid(false);

    assertThat(same(number("3", 3), invalid)).isFalse();
    assertThat(same(invalid, invalid)).isTrue();
  }

  @Test
  void shouldTakeBoxesForTheSameWhenTheyOverlapByHalf() {
    Box nearly = new Box("car", 20.0, 0.0, 120.0, 100.0);
    Box apart = new Box("car", 40.0, 0.0, 140.0, 100.0);

    assertThat(same(boxes(LEFT), boxes(nearly))).isTrue();
    assertThat(same(boxes(LEFT), boxes(apart))).isFalse();
    assertThat(same(boxes(LEFT, RIGHT), boxes(RIGHT, nearly))).isTrue();
    assertThat(same(boxes(LEFT, LEFT), boxes(LEFT, RIGHT))).isFalse();
    assertThat(same(boxes(LEFT), boxes())).isFalse();
    assertThat(same(boxes(), boxes())).isTrue();
  }

  @Test
  void shouldTakePointsForTheSameWhenTheyLieWithinATwentiethOfThePicture() {
    assertThat(same(point(100, 100), point(130, 100))).isTrue();
    assertThat(same(point(100, 100), point(133, 100))).isFalse();
  }

  private static boolean same(Answer one, Answer other) {
    return SameAnswer.test(one, other, new FrameRef("frames", 0, 0L, "f", Instant.EPOCH, 640, 480));
  }

  private static Answer number(String text, double value) {
    return answer(AnswerType.NUMBER).setText(text).setNumber(value).build();
  }

  private static Answer text(String text) {
    return answer(AnswerType.TEXT).setText(text).build();
  }

  private static Answer boxes(Box... boxes) {
    return answer(AnswerType.BOX).setBoxes(List.of(boxes)).build();
  }

  private static Answer point(double x, double y) {
    return answer(AnswerType.POINT).setPoints(List.of(new Point(null, x, y))).build();
  }

  private static Answer.Builder answer(AnswerType type) {
    return Answer.newBuilder()
        .setQuestionId("what")
        .setQuestion("What?")
        .setAnswerType(type)
        .setValid(true)
        .setText("");
  }
}
