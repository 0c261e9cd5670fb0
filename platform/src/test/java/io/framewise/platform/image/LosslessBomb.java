package io.framewise.platform.image;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/** A lossless WebP of one colour that has very many groups of Huffman codes. */
final class LosslessBomb {

  private static final int[] ORDER = {17, 18, 0, 1, 2, 3, 4, 5, 16, 6, 7, 8};

  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
  private long held;
  private int count;

  private LosslessBomb() {}

  /**
   * The bytes of a square of {@code side} pixels with so many groups, one for each tile in turn.
   */
  static byte[] of(int side, int groups) {
    LosslessBomb bomb = new LosslessBomb();
    bomb.put(0x2F, 8);
    bomb.put(side - 1, 14);
    bomb.put(side - 1, 14);
    bomb.put(0, 4); // no alpha, version 0
    bomb.put(0, 2); // no transform, no cache
    bomb.put(1, 1); // many groups,
    bomb.put(0, 3); // one for each 4 x 4 pixels
    bomb.put(0, 1);
    bomb.eightBitCode(280);
    bomb.eightBitCode(256);
    bomb.codesOfOneSymbol(3);
    int tiles = (side + 3) / 4 * ((side + 3) / 4);
    for (int tile = 0; tile < tiles; tile++) {
      int group = tile % groups;
      bomb.put(Integer.reverse(group & 0xFF) >>> 24, 8);
      bomb.put(Integer.reverse(group >> 8) >>> 24, 8);
    }
    bomb.codesOfOneSymbol(5 * groups);
    return bomb.file();
  }

  private void codesOfOneSymbol(int codes) {
    for (int code = 0; code < codes; code++) {
      put(1, 4); // simple, one symbol, of one bit, which is nought
    }
  }

  /** A code whose first 256 symbols have eight bits each. */
  private void eightBitCode(int alphabet) {
    put(0, 1);
    put(ORDER.length - 4, 4);
    for (int length : ORDER) {
      put(length == 8 || length == 0 ? 1 : 0, 3);
    }
    put(0, 1);
    for (int symbol = 0; symbol < alphabet; symbol++) {
      put(symbol < 256 ? 1 : 0, 1);
    }
  }

  private void put(int value, int bits) {
    held |= (long) value << count;
    count += bits;
    while (count >= 8) {
      bytes.write((int) held);
      held >>>= 8;
      count -= 8;
    }
  }

  private byte[] file() {
    put(0, 7);
    byte[] pixels = bytes.toByteArray();
    int padded = pixels.length + pixels.length % 2;
    ByteBuffer file = ByteBuffer.allocate(20 + padded).order(ByteOrder.LITTLE_ENDIAN);
    file.put("RIFF".getBytes(StandardCharsets.US_ASCII)).putInt(12 + padded);
    file.put("WEBPVP8L".getBytes(StandardCharsets.US_ASCII)).putInt(pixels.length);
    return file.put(pixels).array();
  }
}
