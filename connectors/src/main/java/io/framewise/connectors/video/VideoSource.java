package io.framewise.connectors.video;

import io.framewise.connectors.sampling.Pacer;
import io.framewise.connectors.sampling.RateCap;
import io.framewise.connectors.scene.ChangeGate;
import io.framewise.connectors.scene.GateVerdict;
import io.framewise.connectors.scene.LumaPicture;
import io.framewise.connectors.scene.SceneNote;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.source.FrameSource;
import io.framewise.connectors.source.PictureSink;
import io.framewise.connectors.source.SourceBrokenException;
import io.framewise.connectors.video.FileWaits.Version;
import io.framewise.platform.image.ImageFormat;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;

/**
 * Plays a video file. A picture's event time is the start of the run plus its offset in the stream;
 * in a loop each round goes on where the last one ended. Pictures above the rate cap are left out
 * before they are encoded; the others are encoded as JPEG. A file that still grows is followed to
 * its end, and one that is replaced or away while it is looped is waited for.
 */
public final class VideoSource implements FrameSource {

  private static final int MICROS_SCALE = 6;
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

  private final String sourceId;
  private final SourceSettings settings;
  private final Clock clock;
  private final Pacer pacer;
  private final Pacer.Sleeper sleeper;
  private final RateCap rateCap;
  private final ChangeGate gate;
  private Instant start = Instant.EPOCH;
  private long offset;
  private long pictures;
  private long damaged;

  /** A source that plays the file {@code settings.path()}. */
  public VideoSource(String sourceId, SourceSettings settings, Clock clock, Pacer pacer) {
    this(sourceId, settings, clock, pacer, Pacer.Sleeper.real());
  }

  /** The same, waiting for its file by {@code sleeper}. */
  public VideoSource(
      String sourceId, SourceSettings settings, Clock clock, Pacer pacer, Pacer.Sleeper sleeper) {
    this.sourceId = sourceId;
    this.settings = settings;
    this.clock = clock;
    this.pacer = pacer;
    this.sleeper = sleeper;
    this.rateCap = new RateCap(settings.maxRate());
    this.gate = new ChangeGate(settings.changeGate(), settings.refresh());
  }

  @Override
  public String run(PictureSink sink) throws InterruptedException {
    start = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    FileWaits waits = new FileWaits(settings.settlesAfter(), clock, sleeper, sink::note);
    try (JpegEncoder encoder = new JpegEncoder(settings.jpegQuality())) {
      boolean played;
      do {
        played = playOrWait(waits, encoder, sink);
      } while (settings.loop() || !played);
    }
    String end = "end of file after " + pictures + " frames";
    return damaged == 0 ? end : end + ", " + damaged + " damaged parts left out";
  }

  /**
   * Plays one round, or waits for the file: to be finished at first, to be there again while it is
   * looped. Returns whether there was a round.
   */
  private boolean playOrWait(FileWaits waits, JpegEncoder encoder, PictureSink sink)
      throws InterruptedException {
    Path file = settings.path();
    Optional<Version> version = Version.of(file);
    try {
      play(waits, encoder, sink);
      return true;
    } catch (SourceBrokenException e) {
      boolean looping = settings.loop() && pictures > 0;
      if (looping && mayPass(e, version)) {
        sink.waits(e.getMessage() + ": it is tried again");
        sleeper.sleep(RETRY_INTERVAL);
      } else if (pictures > 0 || !becomesAnother(waits, file, version)) {
        throw e;
      }
      return false;
    }
  }

  /** Whether a fault may pass by itself: the file is away, unreadable or another by now. */
  private boolean mayPass(SourceBrokenException fault, Optional<Version> version) {
    return fault.getCause() instanceof IOException
        || version.isEmpty()
        || !Version.of(settings.path()).equals(version);
  }

  private static boolean becomesAnother(FileWaits waits, Path file, Optional<Version> version)
      throws InterruptedException {
    try {
      return waits.changesFrom(file, version);
    } catch (IOException e) {
      throw VideoFaults.unreadable(file, e);
    }
  }

  private void play(FileWaits waits, JpegEncoder encoder, PictureSink sink)
      throws InterruptedException {
    long roundStart = offset;
    try (VideoFile video = VideoFile.open(settings.path(), settings.framing(), waits)) {
      sink.opened();
      while (video.next()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        offset = roundStart + video.lengthMicros();
        long micros = roundStart + video.offsetMicros();
        if (rateCap.admits(micros)) {
          pacer.awaitDue(start.plus(micros, ChronoUnit.MICROS));
          show(video, micros, encoder, sink);
        } else {
          sink.rateCapped();
        }
        pictures++;
      }
      damaged += video.damaged();
      video.requireComplete();
    }
  }

  private void show(VideoFile video, long micros, JpegEncoder encoder, PictureSink sink)
      throws InterruptedException {
    BufferedImage image = video.image();
    long eventMicros = TimeUnit.MILLISECONDS.toMicros(start.toEpochMilli()) + micros;
    GateVerdict verdict =
        gate.isOn() ? gate.next(LumaPicture.of(image), eventMicros) : new GateVerdict.Changed();
    if (verdict instanceof GateVerdict.LeftOut) {
      sink.unchanged();
      return;
    }
    sink.picture(
        new CapturedImage(
            sourceId + "-" + start.toEpochMilli() + "-" + pictures,
            start.plus(micros, ChronoUnit.MICROS).truncatedTo(ChronoUnit.MILLIS),
            ImageFormat.JPEG,
            image.getWidth(),
            image.getHeight(),
            encoder.encode(image),
            Map.of(CapturedImage.MEDIA_TIME, seconds(video.offsetMicros())),
            new SceneNote(verdict.unchangedSince(), List.of())));
  }

  private static String seconds(long micros) {
    return BigDecimal.valueOf(micros, MICROS_SCALE).toPlainString();
  }
}
