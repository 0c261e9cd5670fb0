package io.framewise.model.openai;

import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.CRC32;
import javax.imageio.ImageIO;

/** Pictures as URLs, by words such as {@code @picture jpeg 112x112}. */
final class Pictures {

  private static final int LINE = 76;

  private Pictures() {}

  static String url(String words) {
    String[] word = words.split(" ");
    return switch (word[0]) {
      case "@picture" -> dataUrl("image/" + word[1], bytes(word[1], word[2]));
      case "@mislabelled" -> dataUrl("image/jpeg", bytes(word[1], word[2]));
      case "@folded" ->
          "data:image/png;base64,"
              + Base64.getMimeEncoder(
                      LINE, "\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII))
                  .encodeToString(bytes(word[1], word[2]));
      case "@truncated" -> {
        byte[] whole = bytes(word[1], "224x224");
        yield dataUrl("image/" + word[1], Arrays.copyOf(whole, whole.length / 2));
      }
      case "@huge" -> dataUrl("image/png", hugeHeader());
      case "@frames" -> {
        String frame = Base64.getEncoder().encodeToString(bytes("jpeg", "112x112"));
        yield "data:video/jpeg;base64,"
            + frame
            + ("," + frame).repeat(Integer.parseInt(word[1]) - 1);
      }
      default -> throw new IllegalArgumentException(words);
    };
  }

  private static String dataUrl(String type, byte[] bytes) {
    return "data:" + type + ";base64," + Base64.getEncoder().encodeToString(bytes);
  }

  static byte[] bytes(String format, String size) {
    String[] sides = size.split("x");
    BufferedImage image =
        new BufferedImage(
            Integer.parseInt(sides[0]), Integer.parseInt(sides[1]), BufferedImage.TYPE_3BYTE_BGR);
    for (int x = 0; x < image.getWidth(); x++) {
      for (int y = 0; y < image.getHeight(); y++) {
        image.setRGB(x, y, ((x * 7) << 16) | ((y * 5) << 8) | (x ^ y));
      }
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try {
      ImageIO.write(image, format, out);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return out.toByteArray();
  }

  /** A PNG that says of itself that it has 30,000 x 30,000 pixels. */
  private static byte[] hugeHeader() {
    byte[] png = bytes("png", "112x112");
    ByteBuffer buffer = ByteBuffer.wrap(png);
    buffer.putInt(16, 30_000).putInt(20, 30_000);
    CRC32 crc = new CRC32();
    crc.update(png, 12, 17);
    buffer.putInt(29, (int) crc.getValue());
    return png;
  }
}
