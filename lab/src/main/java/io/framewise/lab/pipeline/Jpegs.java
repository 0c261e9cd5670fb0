package io.framewise.lab.pipeline;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import java.util.stream.IntStream;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.ImageWriter;
import javax.imageio.stream.ImageOutputStream;

/** Made-up JPEGs of a wished size in bytes. */
final class Jpegs {

  /** Pixels of noise take about this many bits at middling quality. */
  private static final double BITS_A_PIXEL = 1.5;

  private static final double ASPECT = 16.0 / 9;
  private static final int TRIES = 7;

  private Jpegs() {}

  /** Different pictures, each of about {@code bytes} bytes, the same ones on every call. */
  static byte[][] ofAbout(int bytes, int count) {
    return IntStream.range(0, count).mapToObj(seed -> one(bytes, seed)).toArray(byte[][]::new);
  }

  private static byte[] one(int bytes, int seed) {
    BufferedImage noise = noise(bytes, seed);
    float low = 0;
    float high = 1;
    byte[] nearest = encode(noise, high);
    for (int i = 0; i < TRIES; i++) {
      float quality = (low + high) / 2;
      byte[] tried = encode(noise, quality);
      if (tried.length > bytes) {
        high = quality;
      } else {
        low = quality;
      }
      if (Math.abs(tried.length - bytes) < Math.abs(nearest.length - bytes)) {
        nearest = tried;
      }
    }
    return nearest;
  }

  private static BufferedImage noise(int bytes, int seed) {
    double pixels = bytes * Byte.SIZE / BITS_A_PIXEL;
    int width = (int) Math.sqrt(pixels * ASPECT);
    int height = (int) (width / ASPECT);
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Random random = new Random(seed);
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int smooth = (x + y + 16 * seed) & 0xff;
        image.setRGB(x, y, ((smooth + random.nextInt(64)) & 0xff) * 0x010101);
      }
    }
    return image;
  }

  private static byte[] encode(BufferedImage image, float quality) {
    ImageWriter writer = ImageIO.getImageWritersByFormatName("jpeg").next();
    ImageWriteParam parameters = writer.getDefaultWriteParam();
    parameters.setCompressionMode(ImageWriteParam.MODE_EXPLICIT);
    parameters.setCompressionQuality(quality);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ImageOutputStream out = ImageIO.createImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(null, new IIOImage(image, null, null), parameters);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } finally {
      writer.dispose();
    }
    return bytes.toByteArray();
  }
}
