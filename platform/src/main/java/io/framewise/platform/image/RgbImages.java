package io.framewise.platform.image;

import java.awt.Transparency;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.DataBufferByte;
import java.awt.image.PixelInterleavedSampleModel;
import java.awt.image.Raster;
import java.awt.image.WritableRaster;
import java.util.Arrays;

/**
 * The one layout of decoded pictures: a byte each of red, green and blue, pixel after pixel, row
 * after row, as JPEG decoders write them.
 */
public final class RgbImages {

  private static final int CHANNELS = 3;
  private static final int[] RED_GREEN_BLUE = {0, 1, 2};

  private RgbImages() {}

  /** A black picture. */
  public static BufferedImage create(int width, int height) {
    WritableRaster raster =
        Raster.createInterleavedRaster(
            DataBuffer.TYPE_BYTE, width, height, CHANNELS * width, CHANNELS, RED_GREEN_BLUE, null);
    ComponentColorModel colors =
        new ComponentColorModel(
            ColorSpace.getInstance(ColorSpace.CS_sRGB),
            false,
            false,
            Transparency.OPAQUE,
            DataBuffer.TYPE_BYTE);
    return new BufferedImage(colors, raster, false, null);
  }

  /**
   * The bytes of a picture of this layout, shared with it.
   *
   * @throws IllegalArgumentException when the picture has another layout
   */
  public static byte[] bytes(BufferedImage image) {
    if (image.getRaster().getSampleModel() instanceof PixelInterleavedSampleModel layout
        && image.getRaster().getDataBuffer() instanceof DataBufferByte buffer
        && Arrays.equals(layout.getBandOffsets(), RED_GREEN_BLUE)
        && layout.getScanlineStride() == CHANNELS * image.getWidth()
        && buffer.getData().length == CHANNELS * image.getWidth() * image.getHeight()) {
      return buffer.getData();
    }
    throw new IllegalArgumentException("the picture's pixels are not bytes of red, green and blue");
  }
}
