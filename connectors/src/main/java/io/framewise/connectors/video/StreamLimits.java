package io.framewise.connectors.video;

import io.framewise.connectors.settings.Framing;
import java.time.Duration;

/**
 * How a stream is read.
 *
 * @param silence how long it may send nothing, at the start and later
 * @param framing what of its pictures goes on, and how large
 * @param maxRate most pictures a second that are wanted, 0 for no limit
 */
public record StreamLimits(Duration silence, Framing framing, double maxRate) {

  /** How long packets may come of which none ends a whole picture. */
  public Duration wholePicture() {
    return silence.multipliedBy(3).dividedBy(2);
  }
}
