package io.framewise.connectors.testing;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;

/**
 * The pictures of an H.264 stream, each as its NAL units, from a file in the byte stream format
 * (annex B of the standard).
 */
final class H264Pictures {

  private static final int TYPE = 0x1F;
  private static final int SLICE = 1;
  private static final int KEY_SLICE = 5;
  private static final int SEQUENCE_PARAMETERS = 7;
  private static final int PICTURE_PARAMETERS = 8;
  private static final int FIRST_OF_PICTURE = 0x80;

  private final List<List<byte[]>> pictures = new ArrayList<>();
  private String parameters = "";

  private H264Pictures() {}

  /** The pictures of {@code file}. */
  static H264Pictures read(Path file) {
    try {
      H264Pictures read = new H264Pictures();
      List<byte[]> picture = new ArrayList<>();
      for (byte[] unit : units(Files.readAllBytes(file))) {
        int type = unit[0] & TYPE;
        picture.add(unit);
        read.note(type, unit);
        boolean slice = type == SLICE || type == KEY_SLICE;
        if (slice && (unit[1] & FIRST_OF_PICTURE) != 0) {
          read.pictures.add(picture);
          picture = new ArrayList<>();
        }
      }
      return read;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void note(int type, byte[] unit) {
    String written = Base64.getEncoder().encodeToString(unit);
    if (type == SEQUENCE_PARAMETERS) {
      parameters = written;
    } else if (type == PICTURE_PARAMETERS && !parameters.contains(",")) {
      parameters += "," + written;
    }
  }

  private static List<byte[]> units(byte[] stream) {
    List<byte[]> units = new ArrayList<>();
    int start = -1;
    for (int i = 0; i + 2 < stream.length; i++) {
      if (stream[i] == 0 && stream[i + 1] == 0 && stream[i + 2] == 1) {
        if (start >= 0) {
          units.add(unit(stream, start, i));
        }
        start = i + 3;
      }
    }
    units.add(unit(stream, start, stream.length));
    return units;
  }

  /** Without the zeros in front of the next start code. */
  private static byte[] unit(byte[] stream, int from, int to) {
    int end = to;
    while (end > from && stream[end - 1] == 0) {
      end--;
    }
    return Arrays.copyOfRange(stream, from, end);
  }

  /** How many there are. */
  int count() {
    return pictures.size();
  }

  /** The units of one. */
  List<byte[]> units(int picture) {
    return pictures.get(picture);
  }

  /** What a session description says of the stream: its parameter sets in Base64. */
  String parameters() {
    return parameters;
  }
}
