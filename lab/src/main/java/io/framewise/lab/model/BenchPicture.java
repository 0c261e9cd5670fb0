package io.framewise.lab.model;

import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Random;
import javax.imageio.ImageIO;

/** The picture that is measured where none is given: blurred colours and some noise. */
public final class BenchPicture {

  private static final int WIDTH = 1920;
  private static final int HEIGHT = 1080;
  private static final int COARSE = 8;
  private static final int NOISE = 12;
  private static final int SEED = 3;

  private BenchPicture() {}

  /** A JPEG in 1080p, the same on every call. */
  static byte[] jpeg() {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(drawn(WIDTH, HEIGHT), "jpeg", bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }

  /** A picture of any size, the same on every call. */
  public static BufferedImage drawn(int width, int height) {
    Random random = new Random(SEED);
    BufferedImage coarse =
        new BufferedImage(width / COARSE, height / COARSE, BufferedImage.TYPE_INT_RGB);
    for (int y = 0; y < coarse.getHeight(); y++) {
      for (int x = 0; x < coarse.getWidth(); x++) {
        coarse.setRGB(x, y, random.nextInt(1 << 24));
      }
    }
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BILINEAR);
    graphics.drawImage(coarse, 0, 0, width, height, null);
    graphics.dispose();
    for (int i = 0; i < width * height; i++) {
      int noise = random.nextInt(NOISE) * 0x010101;
      image.setRGB(i % width, i / width, (image.getRGB(i % width, i / width) & 0xF0F0F0) + noise);
    }
    return image;
  }
}
