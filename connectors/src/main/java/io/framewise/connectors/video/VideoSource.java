package io.framewise.connectors.video;

import io.framewise.connectors.sampling.Pacer;
import io.framewise.connectors.sampling.RateCap;
import io.framewise.connectors.settings.SourceSettings;
import io.framewise.connectors.source.CapturedImage;
import io.framewise.connectors.source.FrameSource;
import io.framewise.connectors.source.PictureSink;
import io.framewise.connectors.source.SourceBrokenException;
import io.framewise.platform.image.ImageFormat;
import java.awt.image.BufferedImage;
import java.math.BigDecimal;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Map;

/**
 * Plays a video file. A picture's event time is the start of the run plus its offset in the stream;
 * in a loop each round goes on where the last one ended. Pictures above the rate cap are left out
 * before they are encoded; the others are encoded as JPEG.
 */
public final class VideoSource implements FrameSource {

  private static final int MICROS_SCALE = 6;

  private final String sourceId;
  private final SourceSettings settings;
  private final Clock clock;
  private final Pacer pacer;
  private final RateCap rateCap;
  private long pictures;

  /** A source that plays the file {@code settings.path()}. */
  public VideoSource(String sourceId, SourceSettings settings, Clock clock, Pacer pacer) {
    this.sourceId = sourceId;
    this.settings = settings;
    this.clock = clock;
    this.pacer = pacer;
    this.rateCap = new RateCap(settings.maxRate());
  }

  @Override
  public String run(PictureSink sink) throws InterruptedException {
    Instant start = clock.instant().truncatedTo(ChronoUnit.MILLIS);
    try (JpegEncoder encoder = new JpegEncoder(settings.jpegQuality())) {
      long offset = 0;
      do {
        offset += play(start, offset, encoder, sink);
      } while (settings.loop());
    }
    return "end of file after " + pictures + " frames";
  }

  /** Plays one round, which begins {@code roundMicros} after the start; returns its length. */
  private long play(Instant start, long roundMicros, JpegEncoder encoder, PictureSink sink)
      throws InterruptedException {
    try (VideoFile video = VideoFile.open(settings.path(), settings.maxSide())) {
      sink.opened();
      while (video.next()) {
        if (Thread.interrupted()) {
          throw new InterruptedException();
        }
        long micros = roundMicros + video.offsetMicros();
        if (rateCap.admits(micros)) {
          Instant capturedAt = start.plus(micros, ChronoUnit.MICROS);
          pacer.awaitDue(capturedAt);
          sink.picture(encode(start, capturedAt, video, encoder));
        } else {
          sink.rateCapped();
        }
        pictures++;
      }
      video.requireComplete();
      return video.lengthMicros();
    }
  }

  private CapturedImage encode(
      Instant start, Instant capturedAt, VideoFile video, JpegEncoder encoder) {
    BufferedImage image = video.image();
    if (image == null) {
      throw new SourceBrokenException(
          settings.path().getFileName() + " delivered a picture without pixels");
    }
    return new CapturedImage(
        sourceId + "-" + start.toEpochMilli() + "-" + pictures,
        capturedAt.truncatedTo(ChronoUnit.MILLIS),
        ImageFormat.JPEG,
        image.getWidth(),
        image.getHeight(),
        encoder.encode(image),
        Map.of(CapturedImage.MEDIA_TIME, seconds(video.offsetMicros())));
  }

  private static String seconds(long micros) {
    return BigDecimal.valueOf(micros, MICROS_SCALE).toPlainString();
  }
}
