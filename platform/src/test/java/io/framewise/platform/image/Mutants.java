package io.framewise.platform.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.zip.CRC32;

/** Damages pictures and videos in ways that are the same in every run. */
public final class Mutants {

  private static final int[] EXTREMES = {0, 1, 0x7F, 0x80, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, -1};
  private static final int MOST_CHANGES = 8;
  private static final int LONGEST_STRETCH = 64;

  private final SplittableRandom random;

  /** Mutants that are the same for the same seed. */
  public Mutants(long seed) {
    random = new SplittableRandom(seed);
  }

  /** One more mutant of a picture. Every second one has its check sums and lengths mended. */
  public byte[] next(byte[] picture, ImageFormat format) {
    byte[] mutant = next(picture);
    if (random.nextBoolean()) {
      mend(mutant, format);
    }
    return mutant;
  }

  /** One more mutant of bytes of any kind. */
  public byte[] next(byte[] whole) {
    byte[] mutant = whole.clone();
    int changes = 1 + random.nextInt(MOST_CHANGES);
    for (int i = 0; i < changes && mutant.length > 16; i++) {
      mutant = changed(mutant);
    }
    return mutant;
  }

  private byte[] changed(byte[] bytes) {
    int at = random.nextInt(bytes.length);
    int more = 1 + random.nextInt(LONGEST_STRETCH);
    int end = Math.min(bytes.length, at + more);
    switch (random.nextInt(8)) {
      case 0 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
      case 1 -> bytes[at] = (byte) random.nextInt();
      case 2 -> extreme(bytes, at);
      case 3 -> Arrays.fill(bytes, at, end, (byte) random.nextInt());
      case 4 -> {
        return joined(bytes, 0, at, end, bytes.length); // a stretch is missing
      }
      case 5 -> {
        return joined(bytes, 0, end, at, bytes.length); // a stretch is there twice
      }
      case 6 -> {
        return random.nextInt(8) == 0 ? Arrays.copyOf(bytes, at) : bytes;
      }
      default -> extreme(bytes, random.nextInt(Math.min(bytes.length, LONGEST_STRETCH)));
    }
    return bytes;
  }

  /** A number in the header or elsewhere becomes one at the edge of what fits. */
  private void extreme(byte[] bytes, int at) {
    ByteOrder order = random.nextBoolean() ? ByteOrder.BIG_ENDIAN : ByteOrder.LITTLE_ENDIAN;
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(order);
    int value = EXTREMES[random.nextInt(EXTREMES.length)];
    if (random.nextBoolean() && at + 4 <= bytes.length) {
      buffer.putInt(at, value);
    } else if (at + 2 <= bytes.length) {
      buffer.putShort(at, (short) value);
    }
  }

  private static byte[] joined(byte[] bytes, int from, int to, int thenFrom, int thenTo) {
    byte[] joined = Arrays.copyOfRange(bytes, from, to + thenTo - thenFrom);
    System.arraycopy(bytes, thenFrom, joined, to - from, thenTo - thenFrom);
    return joined;
  }

  private static void mend(byte[] bytes, ImageFormat format) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes);
    if (format == ImageFormat.WEBP && bytes.length > 8) {
      buffer.order(ByteOrder.LITTLE_ENDIAN).putInt(4, bytes.length - 8);
    }
    int at = 8;
    while (format == ImageFormat.PNG && bytes.length - at >= 12) {
      long next = at + 12 + (buffer.getInt(at) & 0xFFFFFFFFL);
      if (next > bytes.length) {
        return;
      }
      CRC32 sum = new CRC32();
      sum.update(bytes, at + 4, (int) next - at - 8);
      buffer.putInt((int) next - 4, (int) sum.getValue());
      at = (int) next;
    }
  }
}
