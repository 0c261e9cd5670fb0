package io.framewise.connectors.scene;

import static io.framewise.connectors.scene.LumaPicture.HEIGHT;
import static io.framewise.connectors.scene.LumaPicture.WIDTH;

/**
 * Where a camera points, as the edges in each column and in each row of its picture. People and
 * cars change these little; turning the camera shifts them. Not safe for use by several threads.
 */
final class View {

  // Moved means by more than a twentieth of the side, and the largest shift that is looked for.
  private static final double MOVED = 0.05;
  private static final double FARTHEST = 0.3;
  private static final double ALIKE = 0.8;
  private static final double NEWEST = 0.02;

  private double[] columns;
  private double[] rows;

  /** Whether {@code picture} shows this view from elsewhere. */
  boolean hasMoved(LumaPicture picture) {
    return columns != null
        && (isShifted(columns, columns(picture)) || isShifted(rows, rows(picture)));
  }

  /** Learns that the camera points there; old pictures fade. */
  void learn(LumaPicture picture) {
    columns = faded(columns, columns(picture));
    rows = faded(rows, rows(picture));
  }

  /** Learns the view from anew. */
  void forget() {
    columns = null;
    rows = null;
  }

  private static double[] faded(double[] before, double[] now) {
    double[] faded = now.clone();
    for (int i = 0; before != null && i < now.length; i++) {
      faded[i] = before[i] + NEWEST * (now[i] - before[i]);
    }
    return faded;
  }

  private static boolean isShifted(double[] before, double[] now) {
    int far = (int) (FARTHEST * now.length);
    int least = (int) Math.ceil(MOVED * now.length);
    double best = -1;
    int bestShift = 0;
    for (int shift = -far; shift <= far; shift++) {
      double likeness = likeness(before, now, shift);
      if (likeness > best) {
        best = likeness;
        bestShift = shift;
      }
    }
    return Math.abs(bestShift) >= least && best >= ALIKE && likeness(before, now, 0) < best * ALIKE;
  }

  /** Correlation of {@code before} with {@code now} shifted, -1 to 1. */
  private static double likeness(double[] before, double[] now, int shift) {
    int from = Math.max(0, -shift);
    int to = Math.min(before.length, before.length - shift);
    double meanBefore = 0;
    double meanNow = 0;
    for (int i = from; i < to; i++) {
      meanBefore += before[i];
      meanNow += now[i + shift];
    }
    meanBefore /= to - from;
    meanNow /= to - from;
    double product = 0;
    double squareBefore = 0;
    double squareNow = 0;
    for (int i = from; i < to; i++) {
      double one = before[i] - meanBefore;
      double other = now[i + shift] - meanNow;
      product += one * other;
      squareBefore += one * one;
      squareNow += other * other;
    }
    double scale = Math.sqrt(squareBefore * squareNow);
    return scale == 0 ? 0 : product / scale;
  }

  private static double[] columns(LumaPicture picture) {
    double[] edges = new double[WIDTH - 1];
    for (int x = 0; x < edges.length; x++) {
      for (int y = 0; y < HEIGHT; y++) {
        edges[x] += Math.abs(picture.at(x + 1, y) - picture.at(x, y));
      }
    }
    return edges;
  }

  private static double[] rows(LumaPicture picture) {
    double[] edges = new double[HEIGHT - 1];
    for (int y = 0; y < edges.length; y++) {
      for (int x = 0; x < WIDTH; x++) {
        edges[y] += Math.abs(picture.at(x, y + 1) - picture.at(x, y));
      }
    }
    return edges;
  }
}
