package io.framewise.model.preprocess;

import io.framewise.platform.image.RgbImages;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.List;

/**
 * Resizes one picture to several sizes in one go, bit for bit as Pillow 12.3 does with its bicubic
 * filter. Takes pictures in the layout of {@link RgbImages}.
 */
final class Bicubic {

  /** How many times higher than wide a picture is whose rows Pillow takes before its columns. */
  private static final int SLENDER = 100;

  /**
   * One of the sizes, not keeping the aspect.
   *
   * @param rows gets the result
   */
  record Target(int width, int height, PackedRows rows) {}

  private Bicubic() {}

  static void resize(BufferedImage image, List<Target> targets) {
    List<Target> together = new ArrayList<>();
    for (Target target : targets) {
      if (image.getHeight() > SLENDER * image.getWidth() && target.height() < image.getHeight()) {
        resize(shortened(image, target.height()), List.of(target));
      } else {
        together.add(target);
      }
    }
    read(image, together);
  }

  private static BufferedImage shortened(BufferedImage image, int height) {
    BufferedImage result = RgbImages.create(image.getWidth(), height);
    read(image, List.of(new Target(image.getWidth(), height, new PictureWriter(result))));
    return result;
  }

  /** Reads the picture once and fills all targets. */
  private static void read(BufferedImage image, List<Target> targets) {
    int height = image.getHeight();
    ColumnStrip strip = new ColumnStrip(RgbImages.bytes(image), image.getWidth(), height);
    List<Resize> resizes = new ArrayList<>();
    for (Target target : targets) {
      Taps columns = Taps.of(image.getWidth(), target.width());
      Taps rows = Taps.of(height, target.height());
      resizes.add(new Resize(columns, rows, strip.laneLength(), target.rows()));
    }
    for (int row = 0; row < height && !resizes.isEmpty(); row += strip.laneLength()) {
      strip.load(row, height);
      resizes.forEach(resize -> resize.accept(strip));
    }
  }
}
