package io.framewise.contract.answer;

import io.framewise.contract.avro.Box;
import io.framewise.contract.avro.Point;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the boxes and points that InternVL writes into its answers, in the picture's own pixels.
 *
 * <ul>
 *   <li>Boxes: {@code <ref>label</ref><box>[[x1, y1, x2, y2], ...]</box>} or bare {@code [[x1, y1,
 *       x2, y2]]}, whole numbers from 0 to 1000 of the whole picture's width and height.
 *   <li>Points: the same with {@code [[x, y]]}, or a click such as {@code pyautogui.click(x=0.2346,
 *       y=0.381)} from 0 to 1.
 *   <li>Nothing there: {@code none}, {@code []} or an empty box.
 * </ul>
 *
 * Words around them do no harm. But one that is damaged (out of range, its right edge left of its
 * left edge, of another number of values, cut off) makes the whole text unfit: a part of an answer
 * is not guessed from.
 *
 * <p>Pure; the time taken grows with the length of the text and no faster.
 */
public final class Grounding {

  /** Longer texts are unfit: no model writes so much of {@value #MAX_SHAPES} boxes or points. */
  public static final int MAX_TEXT = 100_000;

  /** A text with more boxes or points is unfit. */
  public static final int MAX_SHAPES = 256;

  private static final int MAX_LABEL = 200;
  private static final double SCALE = 1000;

  private static final String LIST = "\\[[^\\[\\]]*+\\]";
  private static final String LISTS = "\\[(?:\\s*+" + LIST + "\\s*+,?+)*+\\s*+\\]";
  private static final String SHARE =
      "(?:0(?:\\.\\d{1,12}+)?+|\\.\\d{1,12}+|1(?:\\.0{1,12}+)?+)(?![\\d.])";

  /** Possessive throughout, so that no text makes it try twice. */
  private static final Pattern MARK =
      Pattern.compile(
          ("<ref>(?<label>[^<>]*+)</ref>"
                  + "|<box>\\s*+(?<tagged>%1$s|%2$s)\\s*+</box>"
                  + "|(?<bare>(?=\\[\\s*+\\[)%1$s)"
                  + "|pyautogui\\.\\w{1,20}+\\(\\s*+x\\s*+=\\s*+(?<x>%3$s)\\s*+,\\s*+y\\s*+=\\s*+(?<y>%3$s)"
                  + "|<box>|\\[\\s*+\\[|pyautogui\\.")
              .formatted(LISTS, LIST, SHARE));

  private static final Pattern INNER = Pattern.compile("\\[([^\\[\\]]*+)\\]");
  private static final Pattern NUMBER = Pattern.compile("\\d{1,4}");
  private static final Pattern NOTHING =
      Pattern.compile("\\s*+(?:none\\.?+|\\[\\s*+\\])\\s*+", Pattern.CASE_INSENSITIVE);

  /** A box or a point in shares of the picture, from 0 to 1: x, y, x, y and so on. */
  private record Shape(String label, List<Double> shares) {}

  private Grounding() {}

  /**
   * The boxes that a text names.
   *
   * @param width the picture's width in pixels
   * @param height its height in pixels
   * @return empty when the text is no answer about boxes, or the picture's size is not known; an
   *     empty list when it says that there is none
   */
  public static Optional<List<Box>> boxes(String text, int width, int height) {
    return shapes(text, 4, width, height)
        .filter(shapes -> shapes.stream().allMatch(Grounding::inOrder))
        .map(shapes -> shapes.stream().map(shape -> box(shape, width, height)).toList());
  }

  /** The points that a text names; parameters and result as of {@link #boxes}. */
  public static Optional<List<Point>> points(String text, int width, int height) {
    return shapes(text, 2, width, height)
        .map(shapes -> shapes.stream().map(shape -> point(shape, width, height)).toList());
  }

  private static Optional<List<Shape>> shapes(String text, int values, int width, int height) {
    if (text.length() > MAX_TEXT || width < 1 || height < 1) {
      return Optional.empty();
    }
    if (NOTHING.matcher(text).matches()) {
      return Optional.of(List.of());
    }
    List<Shape> shapes = new ArrayList<>();
    String label = null;
    boolean marked = false;
    Matcher mark = MARK.matcher(text);
    while (mark.find()) {
      if (mark.group("label") != null) {
        label = shortened(mark.group("label").strip());
        continue;
      }
      marked = true;
      if (!add(mark, label, values, shapes) || shapes.size() > MAX_SHAPES) {
        return Optional.empty();
      }
    }
    return marked ? Optional.of(shapes) : Optional.empty();
  }

  /** Adds the boxes or points of one mark; false when it is damaged. */
  private static boolean add(Matcher mark, String label, int values, List<Shape> shapes) {
    if (mark.group("x") != null) {
      return values == 2
          && shapes.add(
              new Shape(
                  label,
                  List.of(
                      Double.parseDouble(mark.group("x")), Double.parseDouble(mark.group("y")))));
    }
    String lists = mark.group("tagged") != null ? mark.group("tagged") : mark.group("bare");
    if (lists == null) {
      return false;
    }
    Matcher inner = INNER.matcher(lists);
    while (inner.find()) {
      if (inner.group(1).isBlank()) {
        continue;
      }
      List<Double> shares = shares(inner.group(1));
      if (shares.size() != values) {
        return false;
      }
      shapes.add(new Shape(label, shares));
    }
    return true;
  }

  /** The numbers of a list as shares; empty when one of them is none or out of range. */
  private static List<Double> shares(String list) {
    List<Double> shares = new ArrayList<>();
    for (String part : list.split(",", -1)) {
      String number = part.strip();
      if (!NUMBER.matcher(number).matches()) {
        return List.of();
      }
      shares.add(Integer.parseInt(number) / SCALE);
    }
    return shares.stream().allMatch(share -> share <= 1) ? shares : List.of();
  }

  private static boolean inOrder(Shape shape) {
    List<Double> shares = shape.shares();
    return shares.get(0) <= shares.get(2) && shares.get(1) <= shares.get(3);
  }

  private static Box box(Shape shape, int width, int height) {
    List<Double> shares = shape.shares();
    return new Box(
        shape.label(),
        shares.get(0) * width,
        shares.get(1) * height,
        shares.get(2) * width,
        shares.get(3) * height);
  }

  private static Point point(Shape shape, int width, int height) {
    return new Point(shape.label(), shape.shares().get(0) * width, shape.shares().get(1) * height);
  }

  private static String shortened(String label) {
    return label.length() <= MAX_LABEL ? label : label.substring(0, MAX_LABEL);
  }
}
