package io.framewise.platform.fit;

import io.framewise.platform.fit.CodePoints.Range;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Characters as terms: in UTF-8, plain or as they stand in a JSON string. */
final class Characters {

  /** The last character that takes one byte, two bytes and so on. */
  private static final int[] LAST_OF_LENGTH = {0x7F, 0x7FF, 0xFFFF, 0x10FFFF};

  private static final int BITS = 6;
  private static final int LOW = 0x3F;
  private static final int LAST_CONTROL = 0x1F;

  /** Characters that cannot stand in a JSON string as they are. */
  private static final CodePoints ESCAPED =
      CodePoints.of(
          List.of(new Range(0, LAST_CONTROL), new Range('"', '"'), new Range('\\', '\\')));

  private final Terms terms;
  private Term jsonCharacter;

  Characters(Terms terms) {
    this.terms = terms;
  }

  /** One character of a set, in UTF-8. */
  Term plain(CodePoints set) {
    List<Term> options = new ArrayList<>();
    for (Range range : set.ranges()) {
      int from = range.from();
      for (int length = 1; length <= LAST_OF_LENGTH.length; length++) {
        int to = Math.min(range.to(), LAST_OF_LENGTH[length - 1]);
        if (from <= to) {
          options.add(range(bytes(from, length), bytes(to, length), 0));
          from = to + 1;
        }
      }
    }
    return terms.either(options);
  }

  /** One character of a set as it stands in a JSON string, each written in one way. */
  Term json(CodePoints set) {
    List<Term> options = new ArrayList<>();
    options.add(plain(set.not().or(ESCAPED).not()));
    for (Range range : ESCAPED.ranges()) {
      for (int value = range.from(); value <= range.to(); value++) {
        if (set.has(value)) {
          options.add(terms.text(escaped(value)));
        }
      }
    }
    return terms.either(options);
  }

  private static String escaped(int value) {
    return switch (value) {
      case '"' -> "\\\"";
      case '\\' -> "\\\\";
      case '\n' -> "\\n";
      case '\r' -> "\\r";
      case '\t' -> "\\t";
      case '\b' -> "\\b";
      case '\f' -> "\\f";
      default -> "\\u%04x".formatted(value);
    };
  }

  /** Any character of a JSON string: as it is, or escaped in any way. */
  Term json() {
    if (jsonCharacter == null) {
      Term hex = letters("0123456789abcdefABCDEF");
      Term some = letters("123456789abcdefABCDEF");
      Term zero = letters("0");
      // Neither zero, which many programs take for an end, nor half a pair.
      Term code =
          terms.either(
              List.of(
                  terms.all(letters("123456789abcefABCEF"), hex, hex, hex),
                  terms.all(letters("dD"), letters("01234567"), hex, hex),
                  terms.all(zero, some, hex, hex),
                  terms.all(zero, zero, some, hex),
                  terms.all(zero, zero, zero, some)));
      Term escape = terms.either(letters("\"\\/bfnrt"), terms.then(letters("u"), code));
      jsonCharacter = terms.either(plain(ESCAPED.not()), terms.then(letters("\\"), escape));
    }
    return jsonCharacter;
  }

  private Term letters(String letters) {
    ByteSet set = ByteSet.NONE;
    for (int i = 0; i < letters.length(); i++) {
      char letter = letters.charAt(i);
      set = set.or(ByteSet.range(letter, letter));
    }
    return terms.bytes(set);
  }

  private static int[] bytes(int codePoint, int length) {
    int[] bytes = new int[length];
    int left = codePoint;
    for (int i = length - 1; i > 0; i--) {
      bytes[i] = 0x80 | (left & LOW);
      left >>= BITS;
    }
    int mark = length == 1 ? 0 : (0xF0 << (4 - length)) & 0xFF;
    bytes[0] = mark | left;
    return bytes;
  }

  /** Texts of one length from one to another, by their bytes in order. */
  private Term range(int[] from, int[] to, int at) {
    if (at == from.length) {
      return Terms.EMPTY;
    }
    if (from[at] == to[at]) {
      return terms.then(terms.range(from[at], from[at]), range(from, to, at + 1));
    }
    List<Term> options = new ArrayList<>();
    int rest = from.length - at - 1;
    int low = from[at];
    int high = to[at];
    if (!isEdge(from, at + 1, 0x80)) {
      options.add(terms.then(terms.range(low, low), range(from, filled(from, 0xBF), at + 1)));
      low++;
    }
    if (!isEdge(to, at + 1, 0xBF)) {
      options.add(terms.then(terms.range(high, high), range(filled(to, 0x80), to, at + 1)));
      high--;
    }
    if (low <= high) {
      Term continued = terms.range(0x80, 0xBF);
      Term tail = Terms.EMPTY;
      for (int i = 0; i < rest; i++) {
        tail = terms.then(continued, tail);
      }
      options.add(terms.then(terms.range(low, high), tail));
    }
    return terms.either(options);
  }

  private static boolean isEdge(int[] bytes, int from, int value) {
    for (int i = from; i < bytes.length; i++) {
      if (bytes[i] != value) {
        return false;
      }
    }
    return true;
  }

  private static int[] filled(int[] bytes, int value) {
    int[] filled = new int[bytes.length];
    Arrays.fill(filled, value);
    return filled;
  }
}
