package io.framewise.connectors.sampling;

/**
 * Event times of a live stream: its own timestamps laid onto the clock of this machine, in
 * microseconds. A camera's timestamps tell well how far apart two pictures are and badly what time
 * it is: they drift, jump and begin anew. So the first picture has the time of its arrival, the
 * next ones follow by their timestamps, and what has drifted is corrected a little at each picture.
 * Times only grow. Not safe for use by several threads.
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
  private int begunAnew;

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
        begunAnew += begun ? 1 : 0;
        shift = arrival - timestamp;
        begun = true;
      } else {
        shift += error / CORRECTION;
      }
      time = timestamp + shift;
    }
    last = last == NO_TIMESTAMP ? time : Math.max(time, last + SHORTEST_STEP);
    return last;
  }

  /** How often the timestamps jumped so far that their time of day had to be found anew. */
  public int begunAnew() {
    return begunAnew;
  }
}
