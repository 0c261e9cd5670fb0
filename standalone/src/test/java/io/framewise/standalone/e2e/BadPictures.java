package io.framewise.standalone.e2e;

import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Deflater;

/** Files that claim to be pictures. */
final class BadPictures {

  /** Side of {@link #bomb}, in pixels. */
  static final int BOMB_SIDE = 20_000;

  private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};
  private static final byte[] EIGHT_BIT_RGB = {8, 2, 0, 0, 0};
  private static final int CHUNK = 64 * 1024;

  private BadPictures() {}

  /** The first half of a picture. */
  static void cutOff(Path picture, Path file) throws IOException {
    byte[] whole = Files.readAllBytes(picture);
    Files.write(file, Arrays.copyOf(whole, whole.length / 2));
  }

  /** A correct PNG of about a megabyte, black, 1.2 gigabytes when it is decoded. */
  static void bomb(Path file) throws IOException {
    try (DataOutputStream out =
        new DataOutputStream(new BufferedOutputStream(Files.newOutputStream(file)))) {
      out.write(PNG_SIGNATURE);
      chunk(
          out,
          "IHDR",
          ByteBuffer.allocate(2 * Integer.BYTES + EIGHT_BIT_RGB.length)
              .putInt(BOMB_SIDE)
              .putInt(BOMB_SIDE)
              .put(EIGHT_BIT_RGB)
              .array());
      pixels(out);
      chunk(out, "IEND", new byte[0]);
    }
  }

  private static void pixels(DataOutputStream out) throws IOException {
    long left = BOMB_SIDE * (1 + 3L * BOMB_SIDE);
    byte[] zeros = new byte[CHUNK];
    byte[] packed = new byte[CHUNK];
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    while (!deflater.finished()) {
      if (left == 0) {
        deflater.finish();
      } else if (deflater.needsInput()) {
        int next = (int) Math.min(left, zeros.length);
        deflater.setInput(zeros, 0, next);
        left -= next;
      }
      int size = deflater.deflate(packed);
      if (size > 0) {
        chunk(out, "IDAT", Arrays.copyOf(packed, size));
      }
    }
    deflater.end();
  }

  private static void chunk(DataOutputStream out, String type, byte[] body) throws IOException {
    CRC32 checksum = new CRC32();
    byte[] name = type.getBytes(StandardCharsets.US_ASCII);
    checksum.update(name);
    checksum.update(body);
    out.writeInt(body.length);
    out.write(name);
    out.write(body);
    out.writeInt((int) checksum.getValue());
  }
}
