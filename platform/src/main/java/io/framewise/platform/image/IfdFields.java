package io.framewise.platform.image;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The whole numbers in the first directory of a TIFF, which is also the form of EXIF. Nothing is
 * copied before it is asked for.
 */
final class IfdFields {

  static final int ORIENTATION = 274;

  private static final byte[] EXIF_NAME = {'E', 'x', 'i', 'f', 0, 0};
  private static final int MAGIC = 42;
  private static final int ENTRY_BYTES = 12;

  /** Numbers of one tag. */
  private record Entry(int type, long count, int at) {}

  private final ByteBuffer bytes;
  private final Map<Integer, Entry> entries = new HashMap<>();

  /**
   * Reads a directory.
   *
   * @throws IndexOutOfBoundsException when it does not lie in the bytes
   */
  IfdFields(ByteBuffer tiff) {
    bytes = tiff.slice();
    boolean little = bytes.getShort(0) == 0x4949;
    bytes.order(little ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
    if ((!little && bytes.getShort(0) != 0x4D4D) || bytes.getShort(2) != MAGIC) {
      throw new IndexOutOfBoundsException("no directory");
    }
    int directory = offset(bytes.getInt(4) & 0xFFFFFFFFL);
    int count = bytes.getShort(directory) & 0xFFFF;
    for (int i = 0; i < count; i++) {
      add(directory + 2 + ENTRY_BYTES * i);
    }
  }

  /**
   * The orientation in some EXIF, which may begin with its name wherever it stands; upright where
   * there is none or it is malformed.
   */
  static Orientation orientation(byte[] bytes, int from, int length) {
    int name = startsWithName(bytes, from, length) ? EXIF_NAME.length : 0;
    try {
      return new IfdFields(ByteBuffer.wrap(bytes, from + name, length - name)).orientation();
    } catch (IndexOutOfBoundsException e) {
      return Orientation.UPRIGHT;
    }
  }

  /** Whether a stretch of a file begins with EXIF's name. */
  static boolean startsWithName(byte[] bytes, int from, int length) {
    int end = from + EXIF_NAME.length;
    return length >= EXIF_NAME.length
        && end <= bytes.length
        && Arrays.equals(bytes, from, end, EXIF_NAME, 0, EXIF_NAME.length);
  }

  Orientation orientation() {
    return Orientation.ofExif(number(ORIENTATION, 1));
  }

  ByteOrder order() {
    return bytes.order();
  }

  boolean has(int tag) {
    return entries.containsKey(tag);
  }

  /** The first number of a tag, or what stands for a missing one. */
  long number(int tag, long missing) {
    return Optional.ofNullable(entries.get(tag))
        .filter(entry -> entry.count() > 0)
        .map(entry -> value(entry, 0))
        .orElse(missing);
  }

  /** How many numbers a tag has. */
  long count(int tag) {
    return has(tag) ? entries.get(tag).count() : 0;
  }

  /** All numbers of a tag; none when it is missing. They lie in the bytes, so they are bounded. */
  long[] numbers(int tag) {
    long[] numbers = new long[(int) count(tag)];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = value(entries.get(tag), i);
    }
    return numbers;
  }

  private void add(int at) {
    int tag = bytes.getShort(at) & 0xFFFF;
    int type = bytes.getShort(at + 2) & 0xFFFF;
    long count = bytes.getInt(at + 4) & 0xFFFFFFFFL;
    long size = count * size(type);
    if (size == 0 || entries.containsKey(tag)) {
      return;
    }
    int values = size <= 4 ? at + 8 : offset(bytes.getInt(at + 8) & 0xFFFFFFFFL);
    if (values + size <= bytes.limit()) {
      entries.put(tag, new Entry(type, count, values));
    }
  }

  /** Bytes of a number; nought for the types that are no whole numbers. */
  private static int size(int type) {
    return switch (type) {
      case 1 -> 1;
      case 3 -> 2;
      case 4 -> 4;
      default -> 0;
    };
  }

  private long value(Entry entry, int index) {
    return switch (entry.type()) {
      case 1 -> bytes.get(entry.at() + index) & 0xFF;
      case 3 -> bytes.getShort(entry.at() + 2 * index) & 0xFFFF;
      default -> bytes.getInt(entry.at() + 4 * index) & 0xFFFFFFFFL;
    };
  }

  private int offset(long offset) {
    if (offset >= bytes.limit()) {
      throw new IndexOutOfBoundsException("an offset past the end");
    }
    return (int) offset;
  }
}
