package io.framewise.platform.image;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.concurrent.atomic.AtomicBoolean;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/** Decodes pictures within limits. Stateless; safe for use by several threads. */
public final class ImageDecoder {

  private final ImageLimits limits;

  /** A decoder that refuses what is outside {@code limits}. */
  public ImageDecoder(ImageLimits limits) {
    this.limits = limits;
  }

  /**
   * Decodes a whole picture to 8-bit RGB. Alpha is dropped, not blended, and EXIF rotation and
   * colour profiles are not applied: all as InternVL's own code does.
   *
   * @return an image in the layout of {@link RgbImages}
   * @throws BadImageException when the picture is refused, damaged or cut off
   */
  public BufferedImage decode(byte[] bytes) {
    ImageProbe probe = ImageProbe.of(bytes, limits);
    byte[] essential = EssentialBytes.of(bytes, probe.format());
    try (ImageInputStream input =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(essential))) {
      ImageReader reader = ImageProbe.reader(probe.format(), input);
      try {
        return probe.format() == ImageFormat.JPEG
            ? readJpeg(reader, probe)
            : RgbSamples.of(reader.read(0));
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
  private static BufferedImage readJpeg(ImageReader reader, ImageProbe probe) throws IOException {
    AtomicBoolean warned = new AtomicBoolean();
    reader.addIIOReadWarningListener((source, warning) -> warned.set(true));
    ImageReadParam rgb = reader.getDefaultReadParam();
    rgb.setDestination(RgbImages.create(probe.width(), probe.height()));
    BufferedImage image = reader.read(0, rgb);
    if (warned.get()) {
      throw new BadImageException("truncated-image", "the JPEG is damaged or cut off");
    }
    return image;
  }
}
