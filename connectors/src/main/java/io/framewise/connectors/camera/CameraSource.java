package io.framewise.connectors.camera;

import io.framewise.connectors.capture.CaptureFeed;
import io.framewise.connectors.capture.CaptureMessage;
import io.framewise.connectors.capture.CaptureMessage.Ended;
import io.framewise.connectors.capture.CaptureMessage.LeftOut;
import io.framewise.connectors.capture.CaptureMessage.Look;
import io.framewise.connectors.capture.CaptureMessage.Picture;
import io.framewise.connectors.capture.CaptureMessage.Progress;
import io.framewise.connectors.capture.CaptureOrder;
import io.framewise.connectors.capture.CapturePool;
import io.framewise.connectors.sampling.Pacer.Sleeper;
import io.framewise.connectors.scene.CameraCheck;
import io.framewise.connectors.scene.SceneCondition;
import io.framewise.connectors.scene.SceneNote;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.source.FrameSource;
import io.framewise.connectors.source.PictureSink;
import io.framewise.connectors.source.StreamFault;
import io.framewise.connectors.source.StreamFaultException;
import io.framewise.platform.image.ImageFormat;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;

/**
 * A camera or screen, captured in a process of its own and connected to for ever: whatever ends its
 * stream is said in its status, and it is tried again. It has at most one connection at a time.
 */
public final class CameraSource implements FrameSource {

  private final String sourceId;
  private final SourceSettings settings;
  private final CapturePool pool;
  private final Map<String, String> environment;
  private final Clock clock;
  private final Sleeper sleeper;
  private final Backoff backoff;
  private final Duration watchdog;
  private final long startMillis;
  private final CameraCheck check = new CameraCheck();
  private List<SceneCondition> conditions = List.of();
  private long pictures;

  /**
   * A camera of these settings.
   *
   * @param pool where it is captured
   * @param environment variables in which a password may be
   */
  public CameraSource(
      String sourceId,
      SourceSettings settings,
      CapturePool pool,
      Map<String, String> environment,
      Clock clock,
      Sleeper sleeper) {
    this.sourceId = sourceId;
    this.settings = settings;
    this.pool = pool;
    this.environment = Map.copyOf(environment);
    this.clock = clock;
    this.sleeper = sleeper;
    this.backoff = new Backoff(new Random(sourceId.hashCode()));
    this.watchdog = CaptureFeed.patience(settings.silence());
    this.startMillis = clock.millis();
  }

  @Override
  public String run(PictureSink sink) throws InterruptedException {
    while (true) {
      Attempt attempt = new Attempt(sink);
      StreamFaultException end = attempt.run();
      Duration pause = backoff.after(end.fault(), attempt.lived());
      sink.waits(end.getMessage() + "; it is tried again");
      sleeper.sleep(pause);
    }
  }

  /** One connection, from the log-in to its end. */
  private final class Attempt {

    private final PictureSink sink;
    private Optional<Instant> firstPicture = Optional.empty();

    Attempt(PictureSink sink) {
      this.sink = sink;
    }

    StreamFaultException run() throws InterruptedException {
      try {
        CaptureOrder order = order();
        if (Thread.interrupted()) { // Looking up a name is not ended by that.
          throw new InterruptedException("before the log-in");
        }
        return capture(order);
      } catch (StreamFaultException e) {
        return e;
      }
    }

    private StreamFaultException capture(CaptureOrder order) throws InterruptedException {
      try (CaptureFeed feed = pool.capture(order)) {
        return follow(feed);
      } catch (UncheckedIOException e) {
        return new StreamFaultException(StreamFault.CAPTURE_ENDED, e.getMessage());
      }
    }

    private StreamFaultException follow(CaptureFeed feed) throws InterruptedException {
      while (true) {
        Optional<CaptureMessage> message = feed.next(watchdog);
        if (message.isEmpty()) {
          feed.killProcess();
          return new StreamFaultException(
              StreamFault.STALLED, "nothing came for " + watchdog.toSeconds() + " s");
        }
        sink.shed(feed.givenUp());
        if (message.get() instanceof Ended ended) {
          return RtspProbe.explain(
              new StreamFaultException(ended.fault(), ended.words()), settings);
        }
        take(message.get());
      }
    }

    private void take(CaptureMessage message) throws InterruptedException {
      if (message instanceof Picture picture) {
        begin();
        look(picture.capturedAtMillis(), picture.look());
        sink.picture(image(picture));
      } else if (message instanceof LeftOut leftOut) {
        begin();
        look(leftOut.capturedAtMillis(), leftOut.look());
        sink.unchanged();
      } else if (message instanceof Progress progress) {
        for (int i = 0; i < progress.rateCapped(); i++) {
          sink.rateCapped();
        }
      }
    }

    private void begin() {
      if (firstPicture.isEmpty()) {
        firstPicture = Optional.of(clock.instant());
        check.interrupted();
        sink.opened();
      }
    }

    private void look(long capturedAtMillis, Look look) {
      if (settings.checksPictures()) {
        Instant at = Instant.ofEpochMilli(capturedAtMillis);
        if (look.clockJumped()) {
          check.clockJumped(at);
        }
        conditions = check.next(look.luma(), at);
        sink.conditions(conditions);
      }
    }

    Duration lived() {
      return firstPicture
          .map(first -> Duration.between(first, clock.instant()))
          .orElse(Duration.ZERO);
    }
  }

  private CapturedImage image(Picture picture) {
    return new CapturedImage(
        sourceId + "-" + startMillis + "-" + pictures++,
        Instant.ofEpochMilli(picture.capturedAtMillis()),
        ImageFormat.JPEG,
        picture.width(),
        picture.height(),
        picture.jpeg(),
        settings.attributes(),
        new SceneNote(
            picture.unchangedSince(), conditions.stream().map(SceneCondition::condition).toList()));
  }

  private CaptureOrder order() throws StreamFaultException {
    return order(sourceId, settings, environment);
  }

  /**
   * What a capture process is told to capture.
   *
   * @param environment variables in which the password may be
   * @throws StreamFaultException when the host or the password is not found
   */
  public static CaptureOrder order(
      String sourceId, SourceSettings settings, Map<String, String> environment)
      throws StreamFaultException {
    return new CaptureOrder(
        sourceId,
        Targets.of(settings, environment),
        settings.silence(),
        settings.keyFrames(),
        settings.maxRate(),
        settings.jpegQuality(),
        settings.framing(),
        settings.changeGate(),
        settings.refresh());
  }
}
