package io.framewise.testing;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Encoded pictures, drawn here. */
public final class Pictures {

  private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final int IHDR_BYTES = 13;

  private Pictures() {}

  public static byte[] png(int width, int height) {
    return encode(drawn(width, height), "png");
  }

  public static byte[] jpeg(int width, int height) {
    return encode(drawn(width, height), "jpeg");
  }

  /** A picture of one colour. */
  public static byte[] jpeg(int width, int height, Color colour) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(colour);
    graphics.fillRect(0, 0, width, height);
    graphics.dispose();
    return encode(image, "jpeg");
  }

  /** A PNG of any size without its pixels: what a decoder sees of a bomb before it allocates. */
  public static byte[] pngHeader(int width, int height) {
    byte[] type = "IHDR".getBytes(StandardCharsets.US_ASCII);
    byte[] body =
        ByteBuffer.allocate(IHDR_BYTES)
            .putInt(width)
            .putInt(height)
            .put((byte) 8)
            .put((byte) 2)
            .array();
    CRC32 crc = new CRC32();
    crc.update(type);
    crc.update(body);
    return ByteBuffer.allocate(PNG_SIGNATURE.length + 12 + IHDR_BYTES)
        .put(PNG_SIGNATURE)
        .putInt(IHDR_BYTES)
        .put(type)
        .put(body)
        .putInt((int) crc.getValue())
        .array();
  }

  private static BufferedImage drawn(int width, int height) {
    BufferedImage image = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
    Graphics2D graphics = image.createGraphics();
    graphics.setColor(Color.ORANGE);
    graphics.fillRect(0, 0, width, height);
    graphics.setColor(Color.BLUE);
    graphics.fillOval(width / 4, height / 4, width / 2, height / 2);
    graphics.dispose();
    return image;
  }

  private static byte[] encode(BufferedImage image, String format) {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return bytes.toByteArray();
  }
}
