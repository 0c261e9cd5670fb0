package io.framewise.connectors.video;

import io.framewise.connectors.settings.Framing;
import io.framewise.connectors.settings.Transport;
import java.time.Duration;

/**
 * How a stream is read.
 *
 * @param transport how its pictures travel
 * @param silence how long it may send nothing, at the start and later
 * @param framing what of its pictures goes on, and how large
 */
public record StreamLimits(Transport transport, Duration silence, Framing framing) {

  /** How long packets may come of which none ends a whole picture. */
  Duration wholePicture() {
    return silence.multipliedBy(3).dividedBy(2);
  }
}
