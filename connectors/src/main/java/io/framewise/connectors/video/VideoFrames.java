package io.framewise.connectors.video;

import io.framewise.connectors.source.SourceBrokenException;
import io.framewise.platform.image.ImageLimits;
import io.framewise.platform.image.RgbImages;
import io.framewise.platform.lifecycle.UserError;
import java.awt.image.BufferedImage;
import java.nio.file.Path;
import java.util.function.Consumer;
import java.util.function.IntFunction;
import org.bytedeco.javacv.FFmpegFrameGrabber;
import org.bytedeco.javacv.Frame;
import org.bytedeco.javacv.FrameGrabber;
import org.bytedeco.javacv.Java2DFrameConverter;

/**
 * Chosen frames of a video file, opened with the same bounds as a source's. Frames are counted by
 * the file's packets, which is quick, and then decoded up to the last one that is wanted.
 */
public final class VideoFrames {

  private static final String WAY_OUT =
      "give a whole MP4, Matroska or MPEG-TS video in H.264, HEVC, MJPEG, VP8 or VP9";

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
    }
  }

  private static int count(Path file) {
    FFmpegFrameGrabber grabber = VideoOpener.open(file, ImageLimits.DEFAULT.maxSide());
    try {
      return PacketCount.of(grabber, file);
    } catch (FrameGrabber.Exception e) {
      throw new SourceBrokenException(file.getFileName() + " cannot be read to its end", e);
    } finally {
      VideoOpener.close(grabber);
    }
  }

  private static void decode(Path file, int[] indices, Consumer<BufferedImage> sink) {
    FFmpegFrameGrabber grabber = VideoOpener.open(file, ImageLimits.DEFAULT.maxSide());
    try (Java2DFrameConverter converter = new Java2DFrameConverter()) {
      int decoded = 0;
      BufferedImage image = null;
      for (int index : indices) {
        while (decoded <= index) {
          boolean wanted = decoded == index;
          Frame frame = grabber.grabFrame(false, true, wanted, false);
          if (frame == null) {
            throw new SourceBrokenException(
                file.getFileName() + " cannot be decoded after " + decoded + " frames");
          }
          image = wanted ? rgb(converter.getBufferedImage(frame)) : image;
          decoded++;
        }
        sink.accept(image);
      }
    } catch (FrameGrabber.Exception e) {
      throw new SourceBrokenException(file.getFileName() + " cannot be decoded", e);
    } finally {
      VideoOpener.close(grabber);
    }
  }

  /** The decoder writes blue first. */
  private static BufferedImage rgb(BufferedImage image) {
    BufferedImage rgb = RgbImages.create(image.getWidth(), image.getHeight());
    byte[] bytes = RgbImages.bytes(rgb);
    int[] row = new int[image.getWidth()];
    int at = 0;
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, row.length, 1, row, 0, row.length);
      for (int pixel : row) {
        bytes[at++] = (byte) (pixel >> 16);
        bytes[at++] = (byte) (pixel >> 8);
        bytes[at++] = (byte) pixel;
      }
    }
    return rgb;
  }
}
