package io.framewise.connectors.video;

import java.util.Optional;

/** How long the last packets took from one key frame to the next. */
final class KeyInterval {

  private long last = LiveVideo.NO_TIMESTAMP;
  private long interval;

  /** A key frame has come. */
  void keyAt(long micros) {
    if (last != LiveVideo.NO_TIMESTAMP && micros != LiveVideo.NO_TIMESTAMP && micros > last) {
      interval = micros - last;
    }
    last = micros;
  }

  /** Microseconds, once two of them have come. */
  Optional<Long> micros() {
    return interval == 0 ? Optional.empty() : Optional.of(interval);
  }
}
