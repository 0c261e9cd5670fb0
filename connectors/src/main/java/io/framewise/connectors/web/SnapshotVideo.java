package io.framewise.connectors.web;

import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import io.framewise.connectors.video.StreamLimits;
import io.framewise.platform.image.ImageFormat;
import java.time.Duration;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * An address that gives one picture a request and is asked again and again. A picture that is still
 * the same, as the camera says or its bytes do, is not taken again; every few seconds it is given
 * as the same, so that a camera that is frozen is noticed.
 */
final class SnapshotVideo extends PictureVideo {

  private static final int NOT_MODIFIED = 304;
  private static final long LONGEST_NAP = TimeUnit.SECONDS.toNanos(1);
  private static final long TELL_SAME = TimeUnit.SECONDS.toNanos(2);
  private static final String WHAT = "the picture";

  private final WebClient client;
  private final StreamLimits limits;
  private final Runnable alive;
  private final long intervalNanos;
  private final Map<String, String> conditions = new LinkedHashMap<>();
  private byte[] last;
  private long nextAt;
  private boolean sameAgain;

  SnapshotVideo(
      WebClient client, WebAnswer answer, Duration every, StreamLimits limits, Runnable alive)
      throws StreamFaultException, InterruptedException {
    super(limits);
    this.client = client;
    this.limits = limits;
    this.alive = alive;
    this.intervalNanos = interval(every, limits.maxRate()).toNanos();
    this.nextAt = System.nanoTime() + intervalNanos;
    this.last = taken(answer);
    begin(last);
  }

  /** How often to ask; a rate without a limit stands for once a second here. */
  static Duration interval(Duration every, double maxRate) {
    double rate = maxRate == 0 ? (every.isZero() ? 1 : Double.POSITIVE_INFINITY) : maxRate;
    Duration shortest = Duration.ofNanos(Math.round(TimeUnit.SECONDS.toNanos(1) / rate));
    return every.compareTo(shortest) > 0 ? every : shortest;
  }

  @Override
  byte[] fetch() throws StreamFaultException, InterruptedException {
    sameAgain = false;
    long tellAt = System.nanoTime() + TELL_SAME;
    while (true) {
      awaitTurn();
      // One that came damaged is wanted again, and shows whether the camera has no other.
      boolean onlyNew = lastWasWhole();
      try (WebAnswer answer = client.get(client.start(), onlyNew ? conditions : Map.of())) {
        if (answer.status() != NOT_MODIFIED) {
          byte[] picture = taken(answer);
          if (!onlyNew || !Arrays.equals(picture, last)) {
            last = picture;
            return picture;
          }
        }
      }
      if (onlyNew && System.nanoTime() - tellAt > 0) {
        sameAgain = true;
        return last;
      }
    }
  }

  private byte[] taken(WebAnswer answer) throws StreamFaultException, InterruptedException {
    byte[] picture = answer.all(WHAT, MOST_BYTES, limits.wholePicture());
    if (!isPicture(picture)) {
      throw new StreamFaultException(
          StreamFault.OTHER_PROTOCOL, "what the camera answers is no picture any more");
    }
    conditions.clear();
    condition("If-None-Match", answer.header("ETag"));
    condition("If-Modified-Since", answer.header("Last-Modified"));
    return picture;
  }

  private void condition(String name, String value) {
    if (!value.isEmpty()) {
      conditions.put(name, value);
    }
  }

  private void awaitTurn() throws InterruptedException {
    for (long left = nextAt - System.nanoTime(); left > 0; left = nextAt - System.nanoTime()) {
      TimeUnit.NANOSECONDS.sleep(Math.min(left, LONGEST_NAP));
      alive.run();
    }
    // What fell behind is not made up for.
    nextAt = Math.max(nextAt + intervalNanos, System.nanoTime());
  }

  @Override
  String codec(ImageFormat format) {
    return format.toString();
  }

  @Override
  public boolean paced() {
    return true;
  }

  @Override
  public boolean sameAgain() {
    return sameAgain;
  }

  @Override
  public void close() {
    super.close();
    client.close();
  }
}
