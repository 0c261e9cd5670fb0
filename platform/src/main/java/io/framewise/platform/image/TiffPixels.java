package io.framewise.platform.image;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.ByteOrder;

/** Unpacks a TIFF part by part, so that no more than one part is held besides the picture. */
final class TiffPixels {

  private static final int CHANNELS = 3;
  private static final int WORD = 16;

  private final byte[] bytes;
  private final TiffLayout layout;
  private final TiffLayout.Samples samples;
  private final BufferedImage image;
  private final byte[] rgb;

  TiffPixels(byte[] bytes, TiffLayout layout) {
    this.bytes = bytes;
    this.layout = layout;
    samples = layout.samples();
    image = RgbImages.create(layout.width(), layout.height());
    rgb = RgbImages.bytes(image);
  }

  /**
   * All pixels.
   *
   * @throws IOException when the decode was given up
   */
  BufferedImage read(DecodeWatch watch) throws IOException {
    for (int part = 0; part < layout.parts(); part++) {
      watch.check();
      byte[] unpacked = new byte[Math.toIntExact(layout.partBytes(part))];
      layout
          .compression()
          .unpack(bytes, (int) layout.offsets()[part], (int) layout.lengths()[part], unpacked);
      place(part, unpacked);
    }
    return image;
  }

  private void place(int part, byte[] unpacked) {
    int plane = part / (layout.across() * layout.down());
    int left = part % layout.across() * layout.partWidth();
    int top = part / layout.across() % layout.down() * layout.partHeight();
    int columns = Math.min(layout.partWidth(), layout.width() - left);
    int rows = Math.min(layout.rows(part), layout.height() - top);
    int rowBytes = (int) layout.rowBytes();
    int[] row = new int[layout.partWidth() * layout.samplesOfPart()];
    for (int y = 0; y < rows; y++) {
      samples(unpacked, y * rowBytes, row);
      if (layout.differences()) {
        sum(row);
      }
      int at = CHANNELS * ((top + y) * layout.width() + left);
      for (int x = 0; x < columns; x++) {
        pixel(row, x * layout.samplesOfPart(), plane, at + CHANNELS * x);
      }
    }
  }

  private void samples(byte[] unpacked, int from, int[] row) {
    int bits = samples.bits();
    for (int i = 0; i < row.length; i++) {
      if (bits == Byte.SIZE) {
        row[i] = unpacked[from + i] & 0xFF;
      } else if (bits == WORD) {
        int first = unpacked[from + 2 * i] & 0xFF;
        int second = unpacked[from + 2 * i + 1] & 0xFF;
        boolean big = samples.order() == ByteOrder.BIG_ENDIAN;
        row[i] = big ? (first << 8) | second : (second << 8) | first;
      } else {
        int packed = unpacked[from + i * bits / Byte.SIZE] & 0xFF;
        int shift = Byte.SIZE - bits - (i * bits) % Byte.SIZE;
        row[i] = (packed >> shift) & ((1 << bits) - 1);
      }
    }
  }

  private void sum(int[] row) {
    int mask = (1 << samples.bits()) - 1;
    for (int i = layout.samplesOfPart(); i < row.length; i++) {
      row[i] = (row[i] + row[i - layout.samplesOfPart()]) & mask;
    }
  }

  private void pixel(int[] row, int from, int plane, int at) {
    switch (samples.colours()) {
      case RGB -> {
        if (!layout.separate()) {
          rgb[at] = level(row[from]);
          rgb[at + 1] = level(row[from + 1]);
          rgb[at + 2] = level(row[from + 2]);
        } else if (plane < CHANNELS) {
          rgb[at + plane] = level(row[from]);
        }
      }
      case PALETTE -> {
        int colours = 1 << samples.bits();
        rgb[at] = samples.palette()[row[from]];
        rgb[at + 1] = samples.palette()[colours + row[from]];
        rgb[at + 2] = samples.palette()[2 * colours + row[from]];
      }
      case BLACK_IS_NOUGHT, WHITE_IS_NOUGHT -> {
        if (plane == 0) {
          boolean inverted = samples.colours() == TiffLayout.Colours.WHITE_IS_NOUGHT;
          byte grey = inverted ? (byte) ~level(row[from]) : level(row[from]);
          rgb[at] = grey;
          rgb[at + 1] = grey;
          rgb[at + 2] = grey;
        }
      }
    }
  }

  private byte level(int sample) {
    return RgbSamples.level(sample, samples.bits());
  }
}
