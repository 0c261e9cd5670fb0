package io.framewise.connectors.trial;

import io.framewise.connectors.camera.CameraSource;
import io.framewise.connectors.camera.RtspProbe;
import io.framewise.connectors.capture.CaptureFeed;
import io.framewise.connectors.capture.CaptureMessage;
import io.framewise.connectors.capture.CaptureMessage.Ended;
import io.framewise.connectors.capture.CaptureMessage.Opened;
import io.framewise.connectors.capture.CaptureMessage.Picture;
import io.framewise.connectors.capture.CaptureMessage.Progress;
import io.framewise.connectors.capture.CapturePool;
import io.framewise.connectors.settings.SourceKind;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import io.framewise.connectors.trial.TrialResult.Problem;
import io.framewise.connectors.video.StreamFacts;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/** Tries a camera once. Confined to one thread. */
public final class SourceTrial {

  private static final String NAME = "trial";
  private static final double NANOS_PER_SECOND = 1e9;
  // What had piled up while the stream was opened comes all at once.
  private static final long SETTLING_NANOS = TimeUnit.SECONDS.toNanos(1);
  private static final double MICROS_PER_SECOND = 1e6;
  private static final int LONGEST = 3;

  private final SourceSettings settings;
  private final Duration watch;
  private Optional<StreamFacts> facts = Optional.empty();
  private Optional<ByteBuffer> picture = Optional.empty();
  private long began;
  private long firstAt;
  private long settledAt;
  private long lastAt;
  private long pictures;
  private long keyFrameMicros;

  /**
   * A trial of these settings.
   *
   * @param watch how long to look at the stream once pictures come
   */
  public SourceTrial(SourceSettings settings, Duration watch) {
    this.settings = settings;
    this.watch = watch;
  }

  /**
   * Connects, looks and tells.
   *
   * @param environment variables in which the password may be
   * @throws InterruptedException when the thread is told to stop
   */
  public TrialResult run(CapturePool pool, Map<String, String> environment)
      throws InterruptedException {
    try {
      began = System.nanoTime();
      try (CaptureFeed feed = pool.capture(CameraSource.order(NAME, settings, environment))) {
        Optional<StreamFaultException> end = follow(feed);
        return result(end);
      }
    } catch (StreamFaultException e) {
      return result(Optional.of(e));
    } catch (UncheckedIOException e) {
      return result(
          Optional.of(new StreamFaultException(StreamFault.CAPTURE_ENDED, e.getMessage())));
    }
  }

  private Optional<StreamFaultException> follow(CaptureFeed feed) throws InterruptedException {
    while (!hasSeenEnough()) {
      Optional<CaptureMessage> message = feed.next(CaptureFeed.patience(settings.silence()));
      if (message.isEmpty()) {
        feed.killProcess();
        return Optional.of(new StreamFaultException(StreamFault.STALLED, "nothing came"));
      }
      if (message.get() instanceof Ended ended) {
        StreamFaultException fault = new StreamFaultException(ended.fault(), ended.words());
        return Optional.of(RtspProbe.explain(fault, settings));
      }
      note(message.get());
    }
    return Optional.empty();
  }

  /** A stream is watched longer where two key frames have not come yet. */
  private boolean hasSeenEnough() {
    long watched = firstAt == 0 ? 0 : System.nanoTime() - firstAt;
    boolean awaitsKeyFrame = settings.kind() == SourceKind.RTSP && keyFrameMicros == 0;
    return watched >= (awaitsKeyFrame ? LONGEST : 1) * watch.toNanos();
  }

  private void note(CaptureMessage message) {
    if (message instanceof Opened opened) {
      facts = Optional.of(opened.facts());
    } else if (message instanceof Picture first) {
      notePicture(first);
    } else if (message instanceof Progress progress) {
      keyFrameMicros = progress.keyFrameMicros();
    }
  }

  private void notePicture(Picture first) {
    long now = System.nanoTime();
    if (picture.isEmpty()) {
      firstAt = now;
      picture = Optional.of(first.jpeg());
    }
    if (now - firstAt >= SETTLING_NANOS) {
      settledAt = settledAt == 0 ? now : settledAt;
      lastAt = now;
      pictures++;
    }
  }

  private TrialResult result(Optional<StreamFaultException> end) {
    boolean several = lastAt > settledAt;
    return new TrialResult(
        settings.kind().written(),
        facts,
        several
            ? Optional.of((pictures - 1) * NANOS_PER_SECOND / (lastAt - settledAt))
            : Optional.empty(),
        keyFrameMicros > 0 ? Optional.of(keyFrameMicros / MICROS_PER_SECOND) : Optional.empty(),
        firstAt > 0
            ? Optional.of(TimeUnit.NANOSECONDS.toMillis(firstAt - began))
            : Optional.empty(),
        picture,
        end.map(fault -> new Problem(fault.fault(), fault.getMessage())));
  }
}
