package io.framewise.admin.replay;

import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.AnswerType;
import io.framewise.contract.avro.Box;
import io.framewise.contract.avro.FrameRef;
import io.framewise.streams.alert.AnswerWords;
import java.util.ArrayList;
import java.util.List;
import java.util.function.BiPredicate;

/** Whether two answers to one question about the same frames say the same. */
final class SameAnswer {

  /** Share of two boxes' union that they must have in common: the usual measure of detectors. */
  private static final double OVERLAP = 0.5;

  /** How far apart two points may be, as a share of the picture's longer side. */
  private static final double DISTANCE = 0.05;

  private SameAnswer() {}

  /**
   * Whether they do. Two invalid answers do, an invalid and a valid one do not.
   *
   * @param frame the frame that boxes and points refer to
   */
  static boolean test(Answer one, Answer other, FrameRef frame) {
    if (one.getAnswerType() != other.getAnswerType() || one.getValid() != other.getValid()) {
      return false;
    }
    if (!one.getValid()) {
      return true;
    }
    if (one.getAnswerType() == AnswerType.BOX) {
      return paired(one.getBoxes(), other.getBoxes(), SameAnswer::overlap);
    }
    if (one.getAnswerType() == AnswerType.POINT) {
      double near = DISTANCE * Math.max(frame.getWidth(), frame.getHeight());
      return paired(
          one.getPoints(),
          other.getPoints(),
          (a, b) -> Math.hypot(a.getX() - b.getX(), a.getY() - b.getY()) <= near);
    }
    if (one.getAnswerType() == AnswerType.TEXT) {
      return one.getText().strip().equals(other.getText().strip());
    }
    if (one.getAnswerType() == AnswerType.JSON) {
      return one.getJson().equals(other.getJson());
    }
    return AnswerWords.of(one).equalsIgnoreCase(AnswerWords.of(other));
  }

  /** Whether each thing on one side has one of its own on the other. */
  private static <T> boolean paired(List<T> one, List<T> other, BiPredicate<T, T> same) {
    if (one.size() != other.size()) {
      return false;
    }
    List<T> left = new ArrayList<>(other);
    return one.stream()
        .allMatch(
            thing ->
                left.stream()
                    .filter(candidate -> same.test(thing, candidate))
                    .findFirst()
                    .map(left::remove)
                    .orElse(false));
  }

  private static boolean overlap(Box one, Box other) {
    double width = Math.min(one.getX2(), other.getX2()) - Math.max(one.getX1(), other.getX1());
    double height = Math.min(one.getY2(), other.getY2()) - Math.max(one.getY1(), other.getY1());
    double common = Math.max(0, width) * Math.max(0, height);
    return common >= OVERLAP * (area(one) + area(other) - common);
  }

  private static double area(Box box) {
    return (box.getX2() - box.getX1()) * (box.getY2() - box.getY1());
  }
}
