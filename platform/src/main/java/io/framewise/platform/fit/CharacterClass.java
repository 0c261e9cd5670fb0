package io.framewise.platform.fit;

import io.framewise.platform.fit.CodePoints.Range;
import java.util.List;

/** The sets of characters that patterns have a sign for. */
final class CharacterClass {

  static final CodePoints DIGITS = CodePoints.of(List.of(new Range('0', '9')));

  static final CodePoints WORD =
      CodePoints.of(
          List.of(
              new Range('a', 'z'), new Range('A', 'Z'), new Range('0', '9'), new Range('_', '_')));

  /** What every program takes for a blank. */
  static final CodePoints BLANK =
      CodePoints.of(List.of(new Range('\t', '\r'), new Range(' ', ' ')));

  /** What some program takes for a blank: what {@code \S} leaves out. */
  private static final CodePoints ANY_BLANK =
      BLANK.or(
          CodePoints.of(
              List.of(
                  new Range(0x85, 0x85),
                  new Range(0xA0, 0xA0),
                  new Range(0x1680, 0x1680),
                  new Range(0x180E, 0x180E),
                  new Range(0x2000, 0x200A),
                  new Range(0x2028, 0x2029),
                  new Range(0x202F, 0x202F),
                  new Range(0x205F, 0x205F),
                  new Range(0x3000, 0x3000),
                  new Range(0xFEFF, 0xFEFF))));

  /** What a point stands for: no end of a line. */
  static final CodePoints POINT =
      CodePoints.of(
              List.of(
                  new Range('\n', '\n'),
                  new Range('\r', '\r'),
                  new Range(0x85, 0x85),
                  new Range(0x2028, 0x2029)))
          .not();

  private CharacterClass() {}

  /** The set of a letter after a backslash; null when there is none. */
  static CodePoints named(int letter) {
    return switch (letter) {
      case 'd' -> DIGITS;
      case 'D' -> DIGITS.not();
      case 'w' -> WORD;
      case 'W' -> WORD.not();
      case 's' -> BLANK;
      case 'S' -> ANY_BLANK.not();
      case 't' -> CodePoints.one('\t');
      case 'n' -> CodePoints.one('\n');
      case 'r' -> CodePoints.one('\r');
      case 'f' -> CodePoints.one('\f');
      case 'v' -> CodePoints.one(0x0B);
      default -> null;
    };
  }
}
