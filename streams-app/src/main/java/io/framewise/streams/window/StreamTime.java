package io.framewise.streams.window;

import java.util.OptionalLong;

/**
 * The stream time of a source: the newest capture time of its frames. A single frame with a wrong
 * clock must not close the windows of the frames after it. So a leap forward counts only when the
 * next frame confirms it; until then it is only a claim.
 *
 * @param timeMs the stream time, milliseconds since 1970; 0 while no frame has come
 * @param claimMs capture time of a frame that leapt ahead of it
 */
record StreamTime(long timeMs, OptionalLong claimMs) {

  /** A frame that is further ahead than this leaps. */
  static final long LEAP_MS = 10_000;

  /** The stream time of a source of which no frame has come. */
  static final StreamTime NEW = new StreamTime(0, OptionalLong.empty());

  /**
   * The stream time after one more frame.
   *
   * @param nowMs wall clock, with which the first frame of the source is compared
   */
  StreamTime after(long capturedAtMs, long nowMs) {
    if (capturedAtMs <= leapsFrom(nowMs)) {
      return new StreamTime(Math.max(timeMs, capturedAtMs), OptionalLong.empty());
    }
    if (claimMs.isEmpty()) {
      return new StreamTime(timeMs, OptionalLong.of(capturedAtMs));
    }
    long agreed = Math.min(claimMs.getAsLong(), capturedAtMs);
    long claim = Math.max(claimMs.getAsLong(), capturedAtMs);
    return new StreamTime(
        agreed, claim > agreed + LEAP_MS ? OptionalLong.of(claim) : OptionalLong.empty());
  }

  private long leapsFrom(long nowMs) {
    return (timeMs == 0 ? nowMs : timeMs) + LEAP_MS;
  }
}
