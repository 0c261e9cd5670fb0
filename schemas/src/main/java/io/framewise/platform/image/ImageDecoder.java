package io.framewise.platform.image;

import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;

/** Decodes pictures within limits. Stateless; safe for use by several threads. */
public final class ImageDecoder {

  private final ImageLimits limits;

  /** A decoder that refuses what is outside {@code limits}. */
  public ImageDecoder(ImageLimits limits) {
    this.limits = limits;
  }

  /**
   * Decodes a whole picture to 8-bit RGB. Alpha is dropped, not blended, and EXIF rotation is not
   * applied: both as InternVL's own code does.
   *
   * @return an image of type {@link BufferedImage#TYPE_INT_RGB}
   * @throws BadImageException when the picture is refused, damaged or cut off
   */
  public BufferedImage decode(byte[] bytes) {
    ImageProbe probe = ImageProbe.of(bytes, limits);
    try (ImageInputStream input = ImageIO.createImageInputStream(new ByteArrayInputStream(bytes))) {
      ImageReader reader = ImageProbe.reader(probe.format(), input);
      try {
        return toRgb(read(reader, probe.format()));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      if (e instanceof BadImageException bad) {
        throw bad;
      }
      throw new BadImageException(
          "truncated-image", "the " + probe.format() + " is damaged or cut off", e);
    }
  }

  /** The JPEG reader paints what is missing grey and only warns, so a warning counts as damage. */
  private static BufferedImage read(ImageReader reader, ImageFormat format) throws IOException {
    AtomicBoolean warned = new AtomicBoolean();
    reader.addIIOReadWarningListener((source, warning) -> warned.set(true));
    BufferedImage image = reader.read(0);
    if (warned.get() && format == ImageFormat.JPEG) {
      throw new BadImageException("truncated-image", "the JPEG is damaged or cut off");
    }
    return image;
  }

  private static BufferedImage toRgb(BufferedImage image) {
    if (image.getType() == BufferedImage.TYPE_INT_RGB) {
      return image;
    }
    BufferedImage rgb =
        new BufferedImage(image.getWidth(), image.getHeight(), BufferedImage.TYPE_INT_RGB);
    if (image.getColorModel().hasAlpha()) {
      dropAlpha(image, rgb);
      return rgb;
    }
    Graphics2D graphics = rgb.createGraphics();
    graphics.drawImage(image, 0, 0, null);
    graphics.dispose();
    return rgb;
  }

  private static void dropAlpha(BufferedImage image, BufferedImage rgb) {
    int[] row = new int[image.getWidth()];
    for (int y = 0; y < image.getHeight(); y++) {
      image.getRGB(0, y, row.length, 1, row, 0, row.length);
      rgb.setRGB(0, y, row.length, 1, row, 0, row.length);
    }
  }
}
