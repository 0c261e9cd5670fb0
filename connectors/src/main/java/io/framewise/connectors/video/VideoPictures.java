package io.framewise.connectors.video;

import io.framewise.connectors.settings.Framing;
import io.framewise.connectors.settings.PictureArea;
import io.framewise.connectors.source.SourceBrokenException;
import io.framewise.platform.image.BadImageException;
import io.framewise.platform.image.ImageLimits;
import io.framewise.platform.image.RgbImages;
import java.awt.image.BufferedImage;
import java.util.Arrays;
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
  // So far the scaler spreads a pixel, in pixels of the smaller picture.
  private static final int SPREAD = 2;

  private final String name;
  private final Function<AVFrame, Appearance> looks;
  private final Framing framing;
  private final RgbConverter converter = new RgbConverter();

  /**
   * Pictures of a source.
   *
   * @param name the source or file, for errors
   * @param looks tells how a decoded picture is to be shown
   * @param framing what of a picture is shown, and how large
   */
  VideoPictures(String name, Function<AVFrame, Appearance> looks, Framing framing) {
    this.name = name;
    this.looks = looks;
    this.framing = framing;
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
    Orientation orientation = orientation(picture).then(Orientation.turn(framing.turn()));
    if (framing.crop().equals(PictureArea.WHOLE)) {
      return masked(shown(picture, look, orientation), PictureArea.WHOLE);
    }
    PictureArea taken = CroppedFrame.snapped(picture, orientation.stored(framing.crop()));
    AVFrame part = CroppedFrame.of(picture, taken);
    try {
      return masked(shown(part, look, orientation), orientation.turned(taken));
    } finally {
      avutil.av_frame_free(part);
    }
  }

  private BufferedImage shown(AVFrame picture, Appearance look, Orientation orientation) {
    Geometry geometry =
        Geometry.of(picture.width(), picture.height(), look, orientation, framing.maxSide());
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

  /**
   * Makes the masks black, and a little around them: scaling spreads a pixel over its neighbours.
   *
   * @param part which part of the whole picture is shown
   */
  private BufferedImage masked(BufferedImage shown, PictureArea part) {
    byte[] pixels = RgbImages.bytes(shown);
    int width = shown.getWidth();
    for (PictureArea mask : framing.masksWithin(part)) {
      int left = Math.max(0, (int) Math.floor(mask.left() * width) - SPREAD);
      int right = Math.min(width, (int) Math.ceil((mask.left() + mask.width()) * width) + SPREAD);
      int top = Math.max(0, (int) Math.floor(mask.top() * shown.getHeight()) - SPREAD);
      int bottom =
          Math.min(
              shown.getHeight(),
              (int) Math.ceil((mask.top() + mask.height()) * shown.getHeight()) + SPREAD);
      for (int y = top; y < bottom; y++) {
        int row = CHANNELS * y * width;
        Arrays.fill(pixels, row + CHANNELS * left, row + CHANNELS * right, (byte) 0);
      }
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
