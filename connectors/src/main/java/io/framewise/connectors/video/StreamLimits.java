package io.framewise.connectors.video;

import java.time.Duration;

/**
 * How a stream is read.
 *
 * @param silence how long it may send nothing, at the start and later
 * @param maxSide pictures with a longer side are scaled down to it, in pixels
 * @param maxRate most pictures a second that are wanted, 0 for no limit
 */
public record StreamLimits(Duration silence, int maxSide, double maxRate) {

  /** How long packets may come of which none ends a whole picture. */
  public Duration wholePicture() {
    return silence.multipliedBy(3).dividedBy(2);
  }
}
