package io.framewise.connectors.video;

import io.framewise.connectors.sampling.Pacer;
import io.framewise.connectors.sampling.RateCap;
import io.framewise.connectors.scene.ChangeGate;
import io.framewise.connectors.scene.GateVerdict;
import io.framewise.connectors.scene.LumaPicture;
import io.framewise.connectors.scene.SceneNote;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.source.Earlier;
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

/**
 * Plays a video file. A picture's event time is the start of the run plus its offset in the stream;
 * in a loop each round goes on where the last one ended. Pictures above the rate cap are left out
 * before they are encoded; the others are encoded as JPEG. A file that still grows is followed to
 * its end, and one that is replaced or away while it is looped is waited for. One that was played
 * in part by an earlier process goes on where it was.
 */
public final class VideoSource implements FrameSource {

  private static final int MICROS_SCALE = 6;
  private static final String PLAYED =
      "was played to its end before; remove and add the source, or touch the file, to play it again";
  private static final Duration RETRY_INTERVAL = Duration.ofSeconds(1);

  private final SourceSettings settings;
  private final Clock clock;
  private final Pacer pacer;
  private final Pacer.Sleeper sleeper;
  private final RateCap rateCap;
  private final ChangeGate gate;
  private final boolean ended;
  private final VideoRun run;
  private Optional<VideoPosition> earlier;
  private long damaged;

  /**
   * A source that plays the file {@code settings.path()}.
   *
   * @param earlier what is known of it from before
   * @param sleeper lets time pass while it waits for its file
   */
  public VideoSource(
      String sourceId,
      SourceSettings settings,
      Earlier earlier,
      Clock clock,
      Pacer pacer,
      Pacer.Sleeper sleeper) {
    this.run = new VideoRun(sourceId, earlier.definition(), clock.instant());
    this.earlier = VideoPosition.of(earlier);
    this.ended = earlier.ended();
    this.settings = settings;
    this.clock = clock;
    this.pacer = pacer;
    this.sleeper = sleeper;
    this.rateCap = new RateCap(settings.maxRate());
    this.gate = new ChangeGate(settings.changeGate(), settings.refresh());
  }

  @Override
  public String run(PictureSink sink) throws InterruptedException {
    if (ended
        && earlier.filter(position -> position.file().isUnchanged(settings.path())).isPresent()) {
      return PLAYED;
    }
    FileWaits waits = new FileWaits(settings.settlesAfter(), clock, sleeper, sink::note);
    try (JpegEncoder encoder = new JpegEncoder(settings.jpegQuality())) {
      boolean played;
      do {
        played = playOrWait(waits, encoder, sink);
      } while (settings.loop() || !played);
    }
    // It may have grown while it was played, and may grow after that.
    Optional<VideoPosition> last = run.end(settings.path());
    if (last.isPresent()) {
      sink.reached(last.get().text());
    }
    String end = "end of file after " + run.pictures() + " frames";
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
      boolean looping = settings.loop() && run.pictures() > 0;
      if (looping && mayPass(e, version)) {
        sink.waits(e.getMessage() + ": it is tried again");
        sleeper.sleep(RETRY_INTERVAL);
      } else if (run.pictures() > 0 || !becomesAnother(waits, file, version)) {
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
    Optional<FileMark> mark = FileMark.of(settings.path());
    try (VideoFile video = VideoFile.open(settings.path(), settings.framing(), waits)) {
      sink.opened();
      run.beginRound(mark);
      passOver(video, sink);
      while (video.next()) {
        requireGoingOn();
        long micros = run.micros(video.offsetMicros());
        if (rateCap.admits(micros)) {
          Instant capturedAt = run.eventTime(micros);
          pacer.awaitDue(capturedAt);
          show(capturedAt, video, encoder, sink);
        } else {
          sink.rateCapped();
        }
        run.played(video.lengthMicros());
      }
      damaged += video.damaged();
      video.requireComplete();
    }
  }

  private static void requireGoingOn() throws InterruptedException {
    if (Thread.interrupted()) {
      throw new InterruptedException();
    }
  }

  /** Passes over what an earlier process has played of this round of the same file. */
  private void passOver(VideoFile video, PictureSink sink) throws InterruptedException {
    Optional<VideoPosition> position = earlier.filter(known -> known.file().isOf(settings.path()));
    earlier = Optional.empty();
    if (position.isEmpty()) {
      return;
    }
    run.goOnIn(position.get());
    sink.note("goes on behind picture " + position.get().index() + " of the file, where it was");
    // Decoded, since times and pictures depend on those before; neither shown nor encoded.
    while (run.pictures() <= position.get().number() && video.next()) {
      requireGoingOn();
      run.played(video.lengthMicros());
    }
    long micros = run.micros(video.offsetMicros());
    run.goOnFrom(micros, clock.instant());
    boolean unused = rateCap.admits(micros);
    sink.note("");
  }

  private void deliver(CapturedImage picture, PictureSink sink) throws InterruptedException {
    Optional<VideoPosition> position = run.position();
    if (position.isPresent()) {
      sink.picture(picture, position.get().text());
    } else {
      sink.picture(picture);
    }
  }

  private void show(Instant capturedAt, VideoFile video, JpegEncoder encoder, PictureSink sink)
      throws InterruptedException {
    BufferedImage image = video.image();
    GateVerdict verdict = verdict(image, capturedAt);
    if (verdict instanceof GateVerdict.LeftOut) {
      sink.unchanged();
      return;
    }
    deliver(
        new CapturedImage(
            run.frameId(),
            capturedAt.truncatedTo(ChronoUnit.MILLIS),
            ImageFormat.JPEG,
            image.getWidth(),
            image.getHeight(),
            encoder.encode(image),
            Map.of(CapturedImage.MEDIA_TIME, seconds(video.offsetMicros())),
            new SceneNote(verdict.unchangedSince(), List.of())),
        sink);
  }

  private GateVerdict verdict(BufferedImage image, Instant capturedAt) {
    return gate.isOn()
        ? gate.next(LumaPicture.of(image), ChronoUnit.MICROS.between(Instant.EPOCH, capturedAt))
        : new GateVerdict.Changed();
  }

  private static String seconds(long micros) {
    return BigDecimal.valueOf(micros, MICROS_SCALE).toPlainString();
  }
}
