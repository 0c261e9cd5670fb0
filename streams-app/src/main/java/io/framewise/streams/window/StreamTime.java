package io.framewise.streams.window;

import java.util.OptionalLong;

/**
 * How far a source has come in event time: the newest capture time of its frames. One frame whose
 * clock was wrong must not close the windows of all that follow, so a leap counts only when the
 * next frame agrees: until then the frame is only a claim.
 *
 * @param timeMs the stream time, milliseconds since 1970; 0 while no frame has come
 * @param claimMs capture time of a frame that leapt ahead of it
 */
record StreamTime(long timeMs, OptionalLong claimMs) {

  /** Whoever is ahead by more leaps. */
  static final long LEAP_MS = 10_000;

  /** No frame has come. */
  static final StreamTime NEW = new StreamTime(0, OptionalLong.empty());

  /**
   * After one more frame.
   *
   * @param nowMs wall clock, which the first frame of all is held against
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
