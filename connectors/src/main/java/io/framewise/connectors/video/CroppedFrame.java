package io.framewise.connectors.video;

import io.framewise.connectors.settings.PictureArea;
import io.framewise.platform.image.ImageLimits;
import org.bytedeco.ffmpeg.avutil.AVFrame;
import org.bytedeco.ffmpeg.global.avutil;

/** A part of a decoded picture, without its pixels being copied. */
final class CroppedFrame {

  private static final int SHORTEST = ImageLimits.DEFAULT.minSide();

  private CroppedFrame() {}

  /**
   * The area of whole pixels nearest to {@code area}, no smaller than a picture may be: what {@link
   * #of} takes exactly.
   */
  static PictureArea snapped(AVFrame picture, PictureArea area) {
    int width = length(area.width(), picture.width());
    int height = length(area.height(), picture.height());
    int left = Math.min((int) Math.round(area.left() * picture.width()), picture.width() - width);
    int top = Math.min((int) Math.round(area.top() * picture.height()), picture.height() - height);
    return new PictureArea(
        (double) left / picture.width(),
        (double) top / picture.height(),
        (double) width / picture.width(),
        (double) height / picture.height());
  }

  /**
   * The part of {@code picture} that lies in {@code area}, which is one of whole pixels. It shares
   * the pixels; whoever asks for it frees it.
   */
  static AVFrame of(AVFrame picture, PictureArea area) {
    AVFrame part = avutil.av_frame_clone(picture);
    if (part == null) {
      throw new OutOfMemoryError("no memory for a part of a picture");
    }
    int width = (int) Math.round(area.width() * picture.width());
    int height = (int) Math.round(area.height() * picture.height());
    int left = (int) Math.round(area.left() * picture.width());
    int top = (int) Math.round(area.top() * picture.height());
    part.crop_left(left);
    part.crop_top(top);
    part.crop_right(picture.width() - width - left);
    part.crop_bottom(picture.height() - height - top);
    int result = avutil.av_frame_apply_cropping(part, avutil.AV_FRAME_CROP_UNALIGNED);
    if (result < 0) {
      avutil.av_frame_free(part);
      throw new IllegalStateException("a picture could not be cropped: " + result);
    }
    return part;
  }

  private static int length(double share, int whole) {
    return Math.min(whole, Math.max(SHORTEST, (int) Math.round(share * whole)));
  }
}
