package io.framewise.connectors.video;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * Whether a Matroska file has all of the bytes that it says it has. Its blocks do not tell how long
 * a picture stands, so that the last one of a whole file may end long before the file's length.
 */
final class MatroskaSegment {

  private static final int HEAD_BYTES = 256;
  private static final int HEADER = 0x1A45DFA3;
  private static final int SEGMENT = 0x18538067;
  private static final long NOT_TOLD = -1;

  private MatroskaSegment() {}

  /** False also for what is no Matroska, or was written without knowing its length. */
  static boolean isWhole(Path file) {
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      ByteBuffer head = ByteBuffer.allocate(HEAD_BYTES);
      int read = channel.read(head, 0);
      head.flip();
      if (read < HEAD_BYTES || head.getInt() != HEADER) {
        return false;
      }
      long skip = size(head);
      if (skip < 0 || skip > HEAD_BYTES / 2) {
        return false;
      }
      head.position(head.position() + (int) skip);
      if (head.getInt() != SEGMENT) {
        return false;
      }
      long segment = size(head);
      return segment != NOT_TOLD && segment <= channel.size() - head.position();
    } catch (IOException e) {
      return false;
    }
  }

  /** As many bytes as the first one has noughts in front, and one; all ones stand for nothing. */
  private static long size(ByteBuffer from) {
    int first = from.get() & 0xFF;
    int more = Integer.numberOfLeadingZeros(first) - 3 * Byte.SIZE;
    if (more >= Byte.SIZE) {
      return NOT_TOLD;
    }
    long size = first & (0x7F >> more);
    for (int i = 0; i < more; i++) {
      size = size << Byte.SIZE | (from.get() & 0xFF);
    }
    return size == (1L << (7 * (more + 1))) - 1 ? NOT_TOLD : size;
  }
}
