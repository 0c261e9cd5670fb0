package io.framewise.connectors.video;

import io.framewise.connectors.settings.Framing;
import io.framewise.connectors.source.SourceBrokenException;
import io.framewise.contract.UserError;
import io.framewise.platform.image.ImageLimits;
import io.framewise.platform.image.RgbImages;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/**
 * Chosen frames of a video file, opened with the same bounds and shown in the same way as a
 * source's. Frames are counted by the file's packets, which is quick, and then decoded up to the
 * last one that is wanted.
 */
public final class VideoFrames {

  private static final String WAY_OUT =
      "give a whole " + Container.all() + " video in " + Codec.all("or");

  private VideoFrames() {}

  /**
   * Decodes chosen frames, one after the other.
   *
   * @param choose from the number of frames to the indices of the chosen ones, counted from 0, in
   *     ascending order; an index may come again
   * @param sink takes each frame in turn, in the layout of {@link RgbImages}
   * @throws UserError when the file is no video that is taken, or breaks off
   */
  public static void read(Path file, IntFunction<int[]> choose, Consumer<BufferedImage> sink) {
    try {
      decode(file, choose.apply(count(file)), sink);
    } catch (SourceBrokenException e) {
      throw new UserError(e.getMessage(), WAY_OUT, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new UserError("interrupted while reading " + file.getFileName(), "try again", e);
    }
  }

  private static int count(Path file) throws InterruptedException {
    try (VideoStream video = VideoStream.open(file, FileWaits.none())) {
      return PacketCount.of(video, file);
    }
  }

  private static void decode(Path file, int[] indices, Consumer<BufferedImage> sink)
      throws InterruptedException {
    AVFrame frame = avutil.av_frame_alloc();
    try (VideoStream video = VideoStream.open(file, FileWaits.none());
        VideoPictures pictures = pictures(file, video)) {
      int decoded = 0;
      BufferedImage image = null;
      for (int index : indices) {
        boolean further = decoded <= index;
        while (decoded <= index && video.decode(frame)) {
          decoded++;
        }
        if (decoded == 0) {
          throw VideoFaults.nothingDecoded(file);
        }
        // Of a stream that begins amid its pictures fewer are decoded than there are packets.
        image = further && frame.width() > 0 ? pictures.shown(frame) : image;
        sink.accept(image);
      }
    } finally {
      avutil.av_frame_free(frame);
    }
  }

  private static VideoPictures pictures(Path file, VideoStream video) {
    return new VideoPictures(
        file.getFileName().toString(), video::look, Framing.whole(ImageLimits.DEFAULT.maxSide()));
  }
}
