package io.framewise.connectors.video;

import io.framewise.connectors.source.SourceBrokenException;
import io.framewise.platform.image.BadImageException;
import io.framewise.platform.image.ImageLimits;
import io.framewise.platform.image.RgbImages;
import java.awt.image.BufferedImage;
import java.util.function.Function;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.avutil.AVFrameSideData;
import org.bytedeco.ffmpeg.global.avutil;
import org.bytedeco.javacpp.IntPointer;

/**
 * The pictures of a video as people see them: upright, with square pixels, in red, green and blue.
 * Each picture is taken by its own size, format, colours, shape and turn, since all of them may
 * change within a stream. Not safe for use by several threads.
 */
final class VideoPictures implements AutoCloseable {

  private static final int CHANNELS = 3;
  private static final int MATRIX_NUMBERS = 9;

  private final String name;
  private final Function<AVFrame, Appearance> looks;
  private final int maxSide;
  private final RgbConverter converter = new RgbConverter();

  /**
   * Pictures with no side above {@code maxSide}.
   *
   * @param name the source or file, for errors
   * @param looks tells how a decoded picture is to be shown
   */
  VideoPictures(String name, Function<AVFrame, Appearance> looks, int maxSide) {
    this.name = name;
    this.looks = looks;
    this.maxSide = maxSide;
  }

  /**
   * A decoded picture as people see it, in the layout of {@link RgbImages}.
   *
   * @throws SourceBrokenException when it is too large or too small, or of no pixels
   */
  BufferedImage shown(AVFrame picture) {
    try {
      ImageLimits.DEFAULT.checkPixels(picture.width(), picture.height());
    } catch (BadImageException e) {
      throw new SourceBrokenException(name + ": " + e.getMessage(), e);
    }
    Appearance look = looks.apply(picture);
    Geometry geometry =
        Geometry.of(picture.width(), picture.height(), look, orientation(picture), maxSide);
    BufferedImage shown = RgbImages.create(geometry.shownWidth(), geometry.shownHeight());
    byte[] pixels = RgbImages.bytes(shown);
    if (geometry.orientation().equals(Orientation.UPRIGHT)) {
      converter.convert(picture, look, geometry.width(), geometry.height(), pixels);
    } else {
      byte[] stored = new byte[CHANNELS * geometry.width() * geometry.height()];
      converter.convert(picture, look, geometry.width(), geometry.height(), stored);
      geometry.orientation().turn(stored, geometry.width(), pixels);
    }
    return shown;
  }

  private static Orientation orientation(AVFrame picture) {
    AVFrameSideData data =
        avutil.av_frame_get_side_data(picture, avutil.AV_FRAME_DATA_DISPLAYMATRIX);
    if (data == null || data.size() < MATRIX_NUMBERS * (long) Integer.BYTES) {
      return Orientation.UPRIGHT;
    }
    int[] matrix = new int[MATRIX_NUMBERS];
    new IntPointer(data.data()).get(matrix);
    return Orientation.of(matrix);
  }

  @Override
  public void close() {
    converter.close();
  }
}
