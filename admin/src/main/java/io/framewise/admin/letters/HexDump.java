package io.framewise.admin.letters;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The first bytes of anything, as hexadecimal digits and as text. */
final class HexDump {

  private static final int SHOWN = 256;
  private static final int A_LINE = 16;

  private HexDump() {}

  static List<String> lines(byte[] bytes) {
    List<String> lines = new ArrayList<>();
    int shown = Math.min(bytes.length, SHOWN);
    for (int at = 0; at < shown; at += A_LINE) {
      lines.add(line(bytes, at, Math.min(at + A_LINE, shown)));
    }
    if (bytes.length > shown) {
      lines.add("  ... and " + (bytes.length - shown) + " bytes more");
    }
    return lines;
  }

  private static String line(byte[] bytes, int from, int to) {
    StringBuilder digits = new StringBuilder();
    StringBuilder text = new StringBuilder();
    for (int i = from; i < to; i++) {
      digits.append(String.format(Locale.ROOT, "%02x ", bytes[i]));
      text.append(bytes[i] >= ' ' && bytes[i] < 127 ? (char) bytes[i] : '.');
    }
    return String.format(Locale.ROOT, "  %06x  %-48s %s", from, digits, text);
  }
}
