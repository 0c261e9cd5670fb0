package io.framewise.connectors.sampling;

/**
 * Event times of a live stream: its own timestamps laid onto the clock of this machine, in
 * microseconds. A camera's timestamps tell well how far apart two pictures are and badly what time
 * it is: they drift, jump and begin anew. So the first picture has the time of its arrival, the
 * next ones follow by their timestamps, and what has drifted is corrected a little at each picture.
 * Times only grow, and are never ahead of the arrival. Not safe for use by several threads.
 */
public final class LiveClock {

  /** Stands for a picture without a timestamp. */
  public static final long NO_TIMESTAMP = Long.MIN_VALUE;

  private static final long FARTHEST = 2_000_000;
  private static final long CORRECTION = 50;
  private static final long SHORTEST_STEP = 1_000;

  private long shift;
  private long last = NO_TIMESTAMP;
  private boolean begun;
  private long lastTimestamp;
  private long lastArrival;
  private int jumps;

  /**
   * Event time of the next picture.
   *
   * @param timestamp its timestamp
   * @param arrival when it arrived, by the clock of this machine
   */
  public long next(long timestamp, long arrival) {
    long time = arrival;
    if (timestamp != NO_TIMESTAMP) {
      long error = begun ? arrival - shift - timestamp : 0;
      if (!begun || Math.abs(error) > FARTHEST) {
        jumps += begun && isJump(timestamp, arrival) ? 1 : 0;
        shift = arrival - timestamp;
        begun = true;
      } else {
        // Nothing arrives before it is taken: who is early shows that those before were late.
        shift += error < 0 ? error : error / CORRECTION;
      }
      time = timestamp + shift;
      lastTimestamp = timestamp;
      lastArrival = arrival;
    }
    last = last == NO_TIMESTAMP ? time : Math.max(time, last + SHORTEST_STEP);
    return last;
  }

  /** What was held up on its way has timestamps that go on; a jump goes back, or ahead of time. */
  private boolean isJump(long timestamp, long arrival) {
    long step = timestamp - lastTimestamp;
    return step < 0 || step - (arrival - lastArrival) > FARTHEST;
  }

  /** How often the timestamps jumped. */
  public int jumps() {
    return jumps;
  }
}
