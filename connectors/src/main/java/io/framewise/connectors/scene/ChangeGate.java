package io.framewise.connectors.scene;

import io.framewise.connectors.scene.GateVerdict.Changed;
import io.framewise.connectors.scene.GateVerdict.LeftOut;
import io.framewise.connectors.scene.GateVerdict.Unchanged;
import java.time.Duration;
import java.util.concurrent.TimeUnit;

/**
 * Leaves out pictures that look like the last one that looked different. Of a picture the tenth in
 * which most has changed counts, so that something small is not lost in a large still scene; and
 * each is compared with the same earlier one, so that a slow change adds up. Not safe for use by
 * several threads.
 */
public final class ChangeGate {

  /** Side of the squares that are compared, in levels. */
  private static final int SQUARE = 10;

  private final double threshold;
  private final long refreshMicros;
  private LumaPicture reference;
  private long referenceMicros;
  private long passedMicros;

  /**
   * A gate.
   *
   * @param threshold from which difference on pictures look different: the mean over one square of
   *     a sixteenth of the width, in levels of brightness of 255; 0 lets all pictures through
   * @param refresh how long after the last picture that went on another goes on though it looks the
   *     same
   */
  public ChangeGate(double threshold, Duration refresh) {
    this.threshold = threshold;
    this.refreshMicros = TimeUnit.MILLISECONDS.toMicros(refresh.toMillis());
  }

  /** Whether pictures are compared at all. */
  public boolean isOn() {
    return threshold > 0;
  }

  /** What becomes of the next picture, taken at {@code micros}. */
  public GateVerdict next(LumaPicture picture, long micros) {
    if (!isOn() || reference == null || difference(reference, picture) >= threshold) {
      reference = picture;
      referenceMicros = micros;
      passedMicros = micros;
      return new Changed();
    }
    if (micros - passedMicros < refreshMicros) {
      return new LeftOut();
    }
    passedMicros = micros;
    return new Unchanged(referenceMicros);
  }

  /** The largest mean difference of a square, in levels of brightness. */
  static double difference(LumaPicture one, LumaPicture other) {
    int largest = 0;
    for (int top = 0; top < LumaPicture.HEIGHT; top += SQUARE) {
      for (int left = 0; left < LumaPicture.WIDTH; left += SQUARE) {
        largest = Math.max(largest, difference(one, other, left, top));
      }
    }
    return (double) largest / (SQUARE * SQUARE);
  }

  private static int difference(LumaPicture one, LumaPicture other, int left, int top) {
    int sum = 0;
    for (int y = top; y < top + SQUARE; y++) {
      for (int x = left; x < left + SQUARE; x++) {
        sum += Math.abs(one.at(x, y) - other.at(x, y));
      }
    }
    return sum;
  }
}
