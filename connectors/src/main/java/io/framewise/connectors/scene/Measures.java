package io.framewise.connectors.scene;

import static io.framewise.connectors.scene.LumaPicture.HEIGHT;
import static io.framewise.connectors.scene.LumaPicture.WIDTH;

/**
 * Numbers about one picture.
 *
 * @param mean mean level, 0 to 255
 * @param deviation standard deviation of the levels
 * @param dark share of levels below a tenth of full brightness
 * @param edges mean absolute difference of neighbours, in levels
 * @param sharpness variance of the Laplacian as a share of the variance of the levels; 0 for a
 *     picture of one level. The ratio depends little on the light.
 */
record Measures(double mean, double deviation, double dark, double edges, double sharpness) {

  private static final int DARK = 26;
  private static final int NEIGHBOURS = 4;
  private static final int LEVELS = WIDTH * HEIGHT;

  static Measures of(LumaPicture picture) {
    long sum = 0;
    long squares = 0;
    int dark = 0;
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int level = picture.at(x, y);
        sum += level;
        squares += (long) level * level;
        dark += level < DARK ? 1 : 0;
      }
    }
    double mean = (double) sum / LEVELS;
    double variance = Math.max(0, (double) squares / LEVELS - mean * mean);
    return new Measures(
        mean,
        Math.sqrt(variance),
        (double) dark / LEVELS,
        edges(picture),
        variance == 0 ? 0 : laplacianVariance(picture) / variance);
  }

  private static double edges(LumaPicture picture) {
    long sum = 0;
    for (int y = 1; y < HEIGHT; y++) {
      for (int x = 1; x < WIDTH; x++) {
        int level = picture.at(x, y);
        sum += Math.abs(level - picture.at(x - 1, y)) + Math.abs(level - picture.at(x, y - 1));
      }
    }
    return (double) sum / (2L * (WIDTH - 1) * (HEIGHT - 1));
  }

  private static double laplacianVariance(LumaPicture picture) {
    long sum = 0;
    long squares = 0;
    for (int y = 1; y < HEIGHT - 1; y++) {
      for (int x = 1; x < WIDTH - 1; x++) {
        int value =
            picture.at(x - 1, y)
                + picture.at(x + 1, y)
                + picture.at(x, y - 1)
                + picture.at(x, y + 1)
                - NEIGHBOURS * picture.at(x, y);
        sum += value;
        squares += (long) value * value;
      }
    }
    double count = (double) (WIDTH - 2) * (HEIGHT - 2);
    return squares / count - (sum / count) * (sum / count);
  }

  /**
   * Mean difference of two pictures in levels, without the outer rows, in which cameras write the
   * time, and without what is black in both, as masks are.
   */
  static double innerDifference(LumaPicture one, LumaPicture other) {
    int margin = HEIGHT / 8;
    long sum = 0;
    int compared = 0;
    for (int y = margin; y < HEIGHT - margin; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int level = one.at(x, y);
        int otherLevel = other.at(x, y);
        compared += level + otherLevel > 0 ? 1 : 0;
        sum += Math.abs(level - otherLevel);
      }
    }
    return compared == 0 ? 0 : (double) sum / compared;
  }
}
