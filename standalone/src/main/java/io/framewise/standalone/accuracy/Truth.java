package io.framewise.standalone.accuracy;

import io.framewise.contract.avro.Answer;
import io.framewise.contract.avro.Box;
import io.framewise.contract.avro.FrameRef;
import io.framewise.contract.avro.Point;
import io.framewise.standalone.samples.Thing;
import java.awt.geom.Rectangle2D;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;

/**
 * What is true of the frames of one window.
 *
 * @param answers true answers by question id; a question that has no clear answer is not among them
 * @param things what can be seen in the last frame
 */
record Truth(Map<String, String> answers, List<Thing> things) {

  /** Least intersection over union of a box that is right. */
  private static final double OVERLAP = 0.5;

  /** Whether there is a clear answer to a question. */
  boolean knows(String questionId) {
    return answers.containsKey(questionId);
  }

  /**
   * Whether an answer to a question with a clear answer is right: words and numbers exactly, boxes
   * by their overlap, points when they lie on the thing. An invalid answer is wrong.
   *
   * @param frame the one whose pixels boxes and points are in
   */
  boolean confirms(Answer answer, FrameRef frame) {
    if (!answer.getValid()) {
      return false;
    }
    String truth = answers.get(answer.getQuestionId());
    return switch (answer.getAnswerType()) {
      case YES_NO -> truth.equals(answer.getYesNo() ? "yes" : "no");
      case CHOICE -> truth.equals(answer.getChoice());
      case NUMBER -> truth.equals(plain(answer.getNumber()));
      case TEXT -> truth.equals(answer.getText().strip());
      case JSON -> truth.equals(answer.getJson());
      case BOX -> boxes(asked(answer.getQuestionId(), frame), answer.getBoxes());
      case POINT -> points(asked(answer.getQuestionId(), frame), answer.getPoints());
    };
  }

  private static String plain(double number) {
    return BigDecimal.valueOf(number).stripTrailingZeros().toPlainString();
  }

  /** The boxes of what a question asks for the place of, in pixels. */
  private List<Rectangle2D> asked(String questionId, FrameRef frame) {
    String kind =
        switch (questionId) {
          case "place" -> "red car";
          case "ok" -> "OK button";
          case "where" -> answers.get("defect");
          default -> questionId;
        };
    return things.stream()
        .filter(thing -> thing.kind().equals(kind))
        .map(thing -> pixels(thing, frame.getWidth(), frame.getHeight()))
        .toList();
  }

  private static Rectangle2D pixels(Thing thing, int width, int height) {
    return rectangle(
        thing.left() * width, thing.top() * height, thing.right() * width, thing.bottom() * height);
  }

  private static Rectangle2D rectangle(double left, double top, double right, double bottom) {
    return new Rectangle2D.Double(left, top, right - left, bottom - top);
  }

  private static boolean boxes(List<Rectangle2D> truth, List<Box> said) {
    return truth.size() == said.size()
        && said.stream()
            .map(box -> rectangle(box.getX1(), box.getY1(), box.getX2(), box.getY2()))
            .allMatch(box -> truth.stream().anyMatch(thing -> overlap(thing, box) >= OVERLAP));
  }

  private static boolean points(List<Rectangle2D> truth, List<Point> said) {
    return truth.size() == said.size()
        && said.stream()
            .allMatch(
                point ->
                    truth.stream().anyMatch(thing -> thing.contains(point.getX(), point.getY())));
  }

  /** Intersection over union. */
  private static double overlap(Rectangle2D a, Rectangle2D b) {
    Rectangle2D shared = a.createIntersection(b);
    if (shared.isEmpty()) {
      return 0;
    }
    return area(shared) / (area(a) + area(b) - area(shared));
  }

  private static double area(Rectangle2D box) {
    return box.getWidth() * box.getHeight();
  }
}
