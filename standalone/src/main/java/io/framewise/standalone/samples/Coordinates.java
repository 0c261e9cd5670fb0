package io.framewise.standalone.samples;

/**
 * Places as InternVL writes them: thousandths of the picture's width and height. Here in steps of
 * twenty, about two pixels of the demo model's tile, so that each number is one token.
 */
final class Coordinates {

  private static final int SCALE = 1000;
  private static final int STEP = 20;
  private static final int HIGHEST = SCALE - STEP;

  private Coordinates() {}

  /** The middle of a thing. */
  static String point(Thing thing) {
    return "[[%d, %d]]"
        .formatted(
            rounded((thing.left() + thing.right()) / 2),
            rounded((thing.top() + thing.bottom()) / 2));
  }

  /** The box of a thing, with what it is called. */
  static String box(String label, Thing thing) {
    return "<ref>%s</ref><box>[[%d, %d, %d, %d]]</box>"
        .formatted(
            label,
            rounded(thing.left()),
            rounded(thing.top()),
            rounded(thing.right()),
            rounded(thing.bottom()));
  }

  private static long rounded(double share) {
    return Math.max(0, Math.min(HIGHEST, Math.round(share * SCALE / STEP) * STEP));
  }
}
