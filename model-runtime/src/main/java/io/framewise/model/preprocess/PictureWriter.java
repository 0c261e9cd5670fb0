package io.framewise.model.preprocess;

import io.framewise.platform.image.RgbImages;
import java.awt.image.BufferedImage;

/** Puts the rows of a picture together again, in the layout of {@link RgbImages}. */
final class PictureWriter implements PackedRows {

  private final int width;
  private final byte[] rgb;

  /** Writes into {@code image}. */
  PictureWriter(BufferedImage image) {
    this.width = image.getWidth();
    this.rgb = RgbImages.bytes(image);
  }

  @Override
  public void accept(int row, int[] packed) {
    int quads = packed.length / Resize.CHANNELS;
    for (int column = 0; column < width; column++) {
      for (int channel = 0; channel < Resize.CHANNELS; channel++) {
        int four = packed[channel * quads + column / 4];
        rgb[(row * width + column) * Resize.CHANNELS + channel] = (byte) (four >> (column % 4 * 8));
      }
    }
  }
}
