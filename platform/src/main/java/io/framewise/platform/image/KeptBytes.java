package io.framewise.platform.image;

import java.util.Arrays;

/** Stretches of a file that a decoder gets to see. They are copied only when it decodes. */
final class KeptBytes {

  private static final byte[] NOTHING = {};

  private final byte[] file;
  private int[] bounds = new int[16];
  private int used;
  private int size;
  private int[] changes = new int[16];
  private int changed;

  KeptBytes(byte[] file) {
    this.file = file;
  }

  /** Keeps a stretch that lies behind all before. */
  void keep(int from, int to) {
    size += to - from;
    if (used > 0 && bounds[used - 1] == from) {
      bounds[used - 1] = to;
      return;
    }
    if (used == bounds.length) {
      bounds = Arrays.copyOf(bounds, 2 * used);
    }
    bounds[used++] = from;
    bounds[used++] = to;
  }

  /** Another byte for the one at an index of the file that lies behind all before. */
  void change(int index, int value) {
    if (changed == changes.length) {
      changes = Arrays.copyOf(changes, 2 * changed);
    }
    changes[changed++] = index;
    changes[changed++] = value;
  }

  /** All stretches in a row. */
  byte[] bytes() {
    return between(NOTHING, NOTHING);
  }

  /** All stretches in a row with something before and behind. */
  byte[] between(byte[] before, byte[] behind) {
    byte[] bytes = Arrays.copyOf(before, before.length + size + behind.length);
    int at = before.length;
    int change = 0;
    for (int i = 0; i < used; i += 2) {
      int length = bounds[i + 1] - bounds[i];
      System.arraycopy(file, bounds[i], bytes, at, length);
      for (; change < changed && changes[change] < bounds[i + 1]; change += 2) {
        bytes[at + changes[change] - bounds[i]] = (byte) changes[change + 1];
      }
      at += length;
    }
    System.arraycopy(behind, 0, bytes, at, behind.length);
    return bytes;
  }
}
