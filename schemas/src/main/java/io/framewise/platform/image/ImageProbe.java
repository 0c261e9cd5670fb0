package io.framewise.platform.image;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Iterator;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import javax.imageio.stream.ImageInputStream;
import javax.imageio.stream.MemoryCacheImageInputStream;

/**
 * What a picture's first bytes say of it, read without decoding a pixel.
 *
 * @param format format by magic number, whatever the file's name says
 * @param width width in pixels
 * @param height height in pixels
 */
public record ImageProbe(ImageFormat format, int width, int height) {

  /**
   * Probes {@code bytes}.
   *
   * @throws BadImageException when they are not a picture of a supported format, or its size is
   *     outside {@code limits}
   */
  public static ImageProbe of(byte[] bytes, ImageLimits limits) {
    limits.checkBytes(bytes.length);
    ImageFormat format =
        ImageFormat.of(bytes)
            .orElseThrow(
                () ->
                    new BadImageException(
                        "not-an-image", "the bytes are neither JPEG nor PNG nor WebP"));
    ImageProbe probe = readSize(bytes, format);
    limits.checkPixels(probe.width(), probe.height());
    return probe;
  }

  private static ImageProbe readSize(byte[] bytes, ImageFormat format) {
    try (ImageInputStream input =
        new MemoryCacheImageInputStream(new ByteArrayInputStream(bytes))) {
      ImageReader reader = reader(format, input);
      try {
        return new ImageProbe(format, reader.getWidth(0), reader.getHeight(0));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      if (e instanceof BadImageException bad) {
        throw bad;
      }
      throw new BadImageException(
          "truncated-image", "the " + format + " header is not readable", e);
    }
  }

  /** A reader of {@code format} set on {@code input}; the caller disposes of it. */
  static ImageReader reader(ImageFormat format, ImageInputStream input) {
    Iterator<ImageReader> readers = ImageIO.getImageReadersByMIMEType(format.contentType());
    if (!readers.hasNext()) {
      throw new BadImageException(
          "not-an-image", "no decoder for " + format.contentType() + " is installed");
    }
    ImageReader reader = readers.next();
    reader.setInput(input, true, true);
    return reader;
  }
}
