package io.framewise.connectors.web;

import io.framewise.connectors.source.StreamFaultException;
import io.framewise.connectors.video.FfmpegInput;
import io.framewise.connectors.video.FfmpegVideo;
import io.framewise.connectors.video.LiveVideo;
import io.framewise.connectors.video.StreamFacts;
import io.framewise.connectors.video.StreamLimits;
import java.awt.image.BufferedImage;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * HLS: segments come whole, many pictures at once, and are shown at the speed of their timestamps.
 */
final class HlsVideo implements LiveVideo {

  private static final long LONGEST_NAP = TimeUnit.SECONDS.toNanos(1);
  private static final long FARTHEST_BEHIND = TimeUnit.SECONDS.toNanos(10);

  private final WebClient client;
  private final LiveVideo video;
  private final Runnable alive;
  private final long farthestAhead;
  private boolean anchored;
  private long anchorMicros;
  private long anchorNanos;

  HlsVideo(String name, WebClient client, WebAnswer answer, StreamLimits limits, Runnable alive)
      throws StreamFaultException, InterruptedException {
    this.client = client;
    this.alive = alive;
    HlsBytes bytes = new HlsBytes(client, answer, limits, alive);
    this.farthestAhead = 2 * bytes.target().toNanos();
    this.video = FfmpegVideo.open(name, FfmpegInput.bytes(bytes.demuxer(), bytes), limits, alive);
  }

  @Override
  public StreamFacts facts() {
    return video.facts();
  }

  @Override
  public void next() throws StreamFaultException, InterruptedException {
    video.next();
    if (video.timestampMicros() != NO_TIMESTAMP) {
      awaitTurn(video.timestampMicros());
    }
  }

  private void awaitTurn(long micros) throws InterruptedException {
    long left = left(micros);
    if (!anchored || left > farthestAhead || left < -FARTHEST_BEHIND) {
      anchored = true; // The timestamps have jumped, or segments were left out.
      anchorMicros = micros;
      anchorNanos = System.nanoTime();
    }
    for (left = left(micros); left > 0; left = left(micros)) {
      TimeUnit.NANOSECONDS.sleep(Math.min(left, LONGEST_NAP));
      alive.run();
    }
  }

  private long left(long micros) {
    long due = anchorNanos + TimeUnit.MICROSECONDS.toNanos(micros - anchorMicros);
    return due - System.nanoTime();
  }

  @Override
  public long timestampMicros() {
    return video.timestampMicros();
  }

  @Override
  public BufferedImage image() {
    return video.image();
  }

  @Override
  public Optional<Long> keyFrameMicros() {
    return video.keyFrameMicros();
  }

  @Override
  public void keyFramesOnly(boolean only) {
    video.keyFramesOnly(only);
  }

  @Override
  public int damaged() {
    return video.damaged();
  }

  @Override
  public void close() {
    video.close();
    client.close();
  }
}
