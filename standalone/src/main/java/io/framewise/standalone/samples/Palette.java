package io.framewise.standalone.samples;

import java.awt.Color;

/** Colours that change with the light. */
final class Palette {

  private Palette() {}

  /** {@code a} at 0, {@code b} at 1, a mixture between. */
  static Color mix(Color a, Color b, double share) {
    double limited = Math.max(0, Math.min(1, share));
    return new Color(
        channel(a.getRed(), b.getRed(), limited),
        channel(a.getGreen(), b.getGreen(), limited),
        channel(a.getBlue(), b.getBlue(), limited),
        channel(a.getAlpha(), b.getAlpha(), limited));
  }

  /** {@code color}, so far lit: 1 is by day, 0 is a bluish dark. */
  static Color lit(Color color, double daylight) {
    Color dark =
        new Color(
            color.getRed() / 3, color.getGreen() / 3, color.getBlue() * 2 / 5, color.getAlpha());
    return mix(dark, color, daylight);
  }

  /** {@code color}, less opaque. */
  static Color faded(Color color, double opacity) {
    int alpha = (int) Math.round(255 * Math.max(0, Math.min(1, opacity)));
    return new Color(color.getRed(), color.getGreen(), color.getBlue(), alpha);
  }

  private static int channel(int a, int b, double share) {
    return (int) Math.round(a + (b - a) * share);
  }
}
