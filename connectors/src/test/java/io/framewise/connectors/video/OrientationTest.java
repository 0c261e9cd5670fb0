package io.framewise.connectors.video;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class OrientationTest {

  private static final int ONE = 1 << 16;
  private static final int WIDTH = 5;
  private static final int HEIGHT = 3;

  private static int[] matrix(int a, int b, int c, int d) {
    return new int[] {a * ONE, b * ONE, 0, c * ONE, d * ONE, 0, 0, 0, 1 << 30};
  }

  /** Each pixel goes where the matrix says, moved so that the picture begins at 0. */
  @ParameterizedTest
  @CsvSource({
    "1, 0, 0, 1", "-1, 0, 0, 1", "1, 0, 0, -1", "-1, 0, 0, -1",
    "0, 1, 1, 0", "0, 1, -1, 0", "0, -1, 1, 0", "0, -1, -1, 0"
  })
  void shouldPutEachPixelWhereTheMatrixSays(int a, int b, int c, int d) {
    byte[] stored = new byte[3 * WIDTH * HEIGHT];
    for (int i = 0; i < stored.length; i++) {
      stored[i] = (byte) i;
    }
    byte[] turned = new byte[stored.length];

    Orientation.of(matrix(a, b, c, d)).turn(stored, WIDTH, turned);

    int turnedWidth = a == 0 ? HEIGHT : WIDTH;
    int left = Math.min(0, a * (WIDTH - 1)) + Math.min(0, c * (HEIGHT - 1));
    int top = Math.min(0, b * (WIDTH - 1)) + Math.min(0, d * (HEIGHT - 1));
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        int toX = a * x + c * y - left;
        int toY = b * x + d * y - top;
        assertThat(turned[3 * (toY * turnedWidth + toX) + 1])
            .as("the pixel of %s, %s", x, y)
            .isEqualTo(stored[3 * (y * WIDTH + x) + 1]);
      }
    }
  }

  @Test
  void shouldLeavePicturesAtOtherAnglesAndWithoutAMatrixAsTheyAre() {
    int half = 46_341;

    assertThat(Orientation.of(new int[] {half, half, 0, -half, half, 0, 0, 0, 1 << 30}))
        .isEqualTo(Orientation.UPRIGHT);
    assertThat(Orientation.of(new int[9])).isEqualTo(Orientation.UPRIGHT);
  }
}
