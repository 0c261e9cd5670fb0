package io.framewise.connectors.web;

import io.framewise.connectors.settings.Framing;
import io.framewise.connectors.source.SourceBrokenException;
import io.framewise.connectors.source.StreamFaultException;
import io.framewise.connectors.testing.Pictures;
import io.framewise.connectors.video.DamagedPictureException;
import io.framewise.connectors.video.FfmpegInput;
import io.framewise.connectors.video.FfmpegVideo;
import io.framewise.connectors.video.LiveVideo;
import io.framewise.connectors.video.StillPictures;
import io.framewise.connectors.video.StreamFacts;
import io.framewise.connectors.video.StreamLimits;
import io.framewise.platform.image.ImageFormat;
import io.framewise.platform.image.Mutants;
import java.awt.Color;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;

/** Gives mutants to what captures pictures, and counts what becomes of each one. */
final class HostileRun {

  /**
   * What became of the mutants.
   *
   * @param shown those of which a picture came
   * @param damaged those of which none came
   * @param slowest how long the slowest took
   */
  record Result(int shown, int damaged, Duration slowest) {}

  private static final StreamLimits LIMITS =
      new StreamLimits(Duration.ofHours(1), Framing.whole(640), 0);

  private int shown;
  private int damaged;
  private long slowest;

  private HostileRun() {}

  /** Pictures that come each by itself, of the three formats in turn. */
  static Result pictures(int count) throws Exception {
    HostileRun run = new HostileRun();
    List<byte[]> wholes =
        List.of(Pictures.of("jpg", Color.RED), Pictures.of("png", Color.RED), webp());
    List<ImageFormat> formats = List.of(ImageFormat.JPEG, ImageFormat.PNG, ImageFormat.WEBP);
    try (StillPictures stills = new StillPictures(LIMITS.framing())) {
      wholes.forEach(stills::shown); // Else their mutants would prove nothing.
    }
    Mutants mutants = new Mutants(1);
    int[] number = {0};
    PictureVideo video =
        new PictureVideo(LIMITS) {
          @Override
          byte[] fetch() {
            int kind = number[0]++ % wholes.size();
            return mutants.next(wholes.get(kind), formats.get(kind));
          }

          @Override
          String codec(ImageFormat format) {
            return format.toString();
          }
        };
    try (video) {
      for (int i = 0; i < count; i++) {
        run.timed(() -> picture(video));
      }
      return run.result();
    }
  }

  private static boolean picture(LiveVideo video)
      throws StreamFaultException, InterruptedException {
    video.next();
    try {
      return video.image().getWidth() > 0;
    } catch (DamagedPictureException e) {
      return false;
    }
  }

  /** Videos of H.264, of a few pictures each. */
  static Result videos(byte[] whole, int count) throws Exception {
    HostileRun run = new HostileRun();
    Mutants mutants = new Mutants(2);
    for (int i = 0; i < count; i++) {
      byte[] mutant = mutants.next(whole);
      run.timed(() -> video(mutant));
    }
    return run.result();
  }

  private static boolean video(byte[] mutant) throws InterruptedException {
    ByteBuffer left = ByteBuffer.wrap(mutant);
    boolean any = false;
    try (LiveVideo video =
        FfmpegVideo.open(
            "mutant", FfmpegInput.bytes("h264", into -> read(left, into)), LIMITS, () -> {})) {
      StreamFacts facts = video.facts();
      while (facts != null) {
        video.next();
        any |= video.image().getWidth() > 0;
      }
      return any;
    } catch (StreamFaultException | SourceBrokenException e) {
      return any; // Its end, or why nothing can be made of it.
    }
  }

  private static int read(ByteBuffer left, ByteBuffer into) {
    if (!left.hasRemaining()) {
      return -1;
    }
    int count = Math.min(left.remaining(), into.remaining());
    into.put(left.slice(left.position(), count));
    left.position(left.position() + count);
    return count;
  }

  /** A picture of WebP, which Java cannot write. */
  static byte[] webp() throws IOException {
    try (InputStream in = ImageFormat.class.getResourceAsStream("/pictures/lossy.webp")) {
      return in.readAllBytes();
    }
  }

  /** Tries one mutant. */
  @FunctionalInterface
  private interface Try {
    boolean shows() throws Exception;
  }

  private void timed(Try one) throws Exception {
    long began = System.nanoTime();
    boolean any = one.shows();
    slowest = Math.max(slowest, System.nanoTime() - began);
    shown += any ? 1 : 0;
    damaged += any ? 0 : 1;
  }

  private Result result() {
    return new Result(shown, damaged, Duration.ofNanos(slowest));
  }
}
