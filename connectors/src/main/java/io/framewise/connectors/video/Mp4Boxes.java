package io.framewise.connectors.video;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;

/** The outermost boxes of an MP4 file, as far as they are whole, and its brand. */
final class Mp4Boxes {

  private static final int HEADER = 16;
  private static final int SHORT_HEADER = 8;
  private static final int MOST_BOXES = 1_000;
  private static final Set<String> STILL_BRANDS =
      Set.of("heic", "heix", "heim", "heis", "mif1", "avif", "avis");

  private final Map<String, Boolean> boxes = new LinkedHashMap<>();
  private String brand = "";

  private Mp4Boxes() {}

  /** Reads the headers of the boxes of {@code file}. */
  static Mp4Boxes of(Path file) throws IOException {
    Mp4Boxes found = new Mp4Boxes();
    try (FileChannel channel =
        FileChannel.open(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      long at = 0;
      for (int i = 0; i < MOST_BOXES && at >= 0 && at < channel.size(); i++) {
        at = found.add(channel, at);
      }
    }
    return found;
  }

  /** Notes the box at a place; returns where the next one begins, or -1 for none. */
  private long add(FileChannel channel, long at) throws IOException {
    ByteBuffer header = ByteBuffer.allocate(HEADER);
    if (channel.read(header, at) < SHORT_HEADER) {
      return -1;
    }
    long size = header.getInt(0) & 0xFFFFFFFFL;
    String name = new String(header.array(), 4, 4, StandardCharsets.ISO_8859_1);
    if (size == 1) {
      size = header.getLong(SHORT_HEADER);
    }
    if (name.equals("ftyp")) {
      brand = new String(header.array(), SHORT_HEADER, 4, StandardCharsets.ISO_8859_1);
    }
    if (size == 0) {
      size = channel.size() - at;
    }
    boolean whole = size >= SHORT_HEADER && size <= channel.size() - at;
    boxes.merge(name, whole, Boolean::logicalOr);
    return whole ? at + size : -1;
  }

  /** Whether there is a whole box of that name. */
  boolean has(String name) {
    return boxes.getOrDefault(name, false);
  }

  /** Whether the file says that it is a still picture. */
  boolean isStillPicture() {
    return STILL_BRANDS.contains(brand);
  }
}
