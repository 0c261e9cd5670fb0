package io.framewise.platform.fit;

import io.framewise.platform.fit.CodePoints.Range;
import java.util.List;

/** The texts of answers about places. */
final class Places {

  /** Marks with a name, each with so many boxes or points: together no more than are read. */
  private static final int MARKS = 16;

  private static final int SHAPES = 16;
  private static final int NAME = 64;
  private static final int CLICK_DIGITS = 4;

  private final Terms terms = new Terms();

  Grammar grammar(int numbers) {
    Term shape = terms.then(terms.text("["), terms.corners(Place.begin(numbers)));
    Term comma = terms.then(terms.text(","), terms.optional(terms.text(" ")));
    Term list =
        terms.all(
            terms.text("["),
            shape,
            terms.repeat(terms.then(comma, shape), 0, SHAPES - 1),
            terms.text("]"));
    Term mark =
        terms.all(
            terms.optional(terms.all(terms.text("<ref>"), name(), terms.text("</ref>"))),
            terms.text("<box>"),
            list,
            terms.text("</box>"));
    Term marks = terms.then(mark, terms.repeat(mark, 0, MARKS - 1));
    Term places = terms.either(List.of(terms.text("none"), list, marks));
    return new Grammar(terms, numbers == 2 ? terms.either(places, click()) : places);
  }

  /** What stands between the marks: no mark, no end of a line. */
  private Term name() {
    CodePoints barred =
        CodePoints.of(List.of(new Range(0, 0x1F), new Range('<', '<'), new Range('>', '>')));
    return terms.repeat(new Characters(terms).plain(barred.not()), 1, NAME);
  }

  private Term click() {
    Term digits = terms.repeat(terms.range('0', '9'), 1, CLICK_DIGITS);
    Term share =
        terms.either(
            List.of(terms.text("0"), terms.text("1"), terms.then(terms.text("0."), digits)));
    return terms.all(
        terms.text("pyautogui.click(x="), share, terms.text(", y="), share, terms.text(")"));
  }
}
