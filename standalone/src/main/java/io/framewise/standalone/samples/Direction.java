package io.framewise.standalone.samples;

import java.util.Locale;

/** Which way a car drives, as seen in the picture. */
enum Direction {
  LEFT(-1, 0),
  RIGHT(1, 0),
  UP(0, -1),
  DOWN(0, 1);

  private final int x;
  private final int y;

  Direction(int x, int y) {
    this.x = x;
    this.y = y;
  }

  int x() {
    return x;
  }

  int y() {
    return y;
  }

  boolean sideways() {
    return x != 0;
  }

  String answer() {
    return name().toLowerCase(Locale.ROOT);
  }
}
