package io.framewise.platform.image;

import java.io.ByteArrayOutputStream;
import java.util.List;
import javax.imageio.plugins.jpeg.JPEGHuffmanTable;

/**
 * The usual Huffman tables of JPEG, which the pictures of motion JPEG leave out. Some builds of
 * libjpeg know them and others do not, so they are written into the file.
 */
final class JpegTables {

  private static final int MARKER = 0xFF;
  private static final int HUFFMAN_TABLES = 0xC4;
  private static final int ALTERNATING = 0x10;
  private static final int LENGTHS = 16;
  private static final byte[] USUAL = usual();

  private JpegTables() {}

  /** The start of a file, and behind it the usual tables unless it has some of its own. */
  static byte[] behind(byte[] start, boolean own) {
    if (own) {
      return start;
    }
    ByteArrayOutputStream both = new ByteArrayOutputStream();
    both.writeBytes(start);
    both.writeBytes(USUAL);
    return both.toByteArray();
  }

  private static byte[] usual() {
    ByteArrayOutputStream tables = new ByteArrayOutputStream();
    write(tables, 0, List.of(JPEGHuffmanTable.StdDCLuminance, JPEGHuffmanTable.StdDCChrominance));
    write(
        tables,
        ALTERNATING,
        List.of(JPEGHuffmanTable.StdACLuminance, JPEGHuffmanTable.StdACChrominance));
    ByteArrayOutputStream segment = new ByteArrayOutputStream();
    segment.write(MARKER);
    segment.write(HUFFMAN_TABLES);
    segment.write((tables.size() + 2) >> Byte.SIZE);
    segment.write(tables.size() + 2);
    segment.writeBytes(tables.toByteArray());
    return segment.toByteArray();
  }

  private static void write(
      ByteArrayOutputStream to, int kind, List<JPEGHuffmanTable> lumaThenChroma) {
    for (int i = 0; i < lumaThenChroma.size(); i++) {
      to.write(kind + i);
      short[] lengths = lumaThenChroma.get(i).getLengths();
      for (int length = 0; length < LENGTHS; length++) {
        to.write(length < lengths.length ? lengths[length] : 0);
      }
      for (short value : lumaThenChroma.get(i).getValues()) {
        to.write(value);
      }
    }
  }
}
