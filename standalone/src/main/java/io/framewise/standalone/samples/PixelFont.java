package io.framewise.standalone.samples;

import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.HashMap;
import java.util.Map;

/**
 * Capital letters of five by seven dots: a machine's own fonts would make the samples differ from
 * one machine to the next.
 */
final class PixelFont {

  static final int COLUMNS = 6;
  static final int ROWS = 7;

  /** Letter, then its seven rows from the top in base 32, the leftmost dot the highest bit. */
  private static final String GLYPHS =
      "A:ehhvhhh C:ehggghe D:uhhhhhu E:vgguggv F:vgguggg H:hhhvhhh I:e44444e K:hikokih "
          + "L:ggggggv N:hpllljh O:ehhhhhe P:uhhuggg R:uhhukih S:fgge11u T:v444444 U:hhhhhhe "
          + "V:hhhhha4 W:hhhllla X:hha4ahh";

  private static final Map<Character, String> ROWS_BY_LETTER = new HashMap<>();

  static {
    for (String glyph : GLYPHS.split(" ")) {
      ROWS_BY_LETTER.put(glyph.charAt(0), glyph.substring(2));
    }
  }

  private PixelFont() {}

  /** Width of a text whose dots are {@code dot} wide. */
  static double width(String text, double dot) {
    return (text.length() * COLUMNS - 1) * dot;
  }

  /** Writes a text with its upper left corner at a place, in the colour that is set. */
  static void write(Graphics2D g, String text, double x, double y, double wide, double high) {
    for (int i = 0; i < text.length(); i++) {
      String rows = ROWS_BY_LETTER.get(text.charAt(i));
      for (int row = 0; rows != null && row < ROWS; row++) {
        int dots = Character.digit(rows.charAt(row), 32);
        for (int column = 0; column < COLUMNS - 1; column++) {
          if ((dots >> (COLUMNS - 2 - column) & 1) == 1) {
            double left = x + (i * COLUMNS + column) * wide;
            g.fill(new Rectangle2D.Double(left, y + row * high, wide, high));
          }
        }
      }
    }
  }
}
