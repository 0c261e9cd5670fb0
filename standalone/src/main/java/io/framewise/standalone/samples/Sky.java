package io.framewise.standalone.samples;

import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;

/** A day in a minute: the sun goes down, the moon crosses, the sun comes back. */
final class Sky {

  private static final Color DAY_TOP = new Color(0x5a, 0xa9, 0xe6);
  private static final Color DAY_LOW = new Color(0xd6, 0xee, 0xff);
  private static final Color NIGHT_TOP = new Color(0x0b, 0x10, 0x2b);
  private static final Color NIGHT_LOW = new Color(0x2a, 0x2f, 0x5e);
  private static final Color DUSK = new Color(0xff, 0xa0, 0x6b);
  private static final Color SUN = new Color(0xff, 0xd1, 0x5c);
  private static final Color MOON = new Color(0xf2, 0xf0, 0xe4);

  private final int width;
  private final int height;

  Sky(int width, int height) {
    this.width = width;
    this.height = height;
  }

  /**
   * Light at {@code turn}, the share of the day that has passed: 1 at noon (0 and 1), 0 at night.
   */
  static double daylight(double turn) {
    double wave = 0.5 + 0.5 * Math.cos(2 * Math.PI * turn);
    return Math.max(0, Math.min(1, (wave - 0.25) * 2));
  }

  void draw(Graphics2D g, double turn) {
    double light = daylight(turn);
    double dusk = 1 - Math.abs(2 * light - 1);
    Color top = Palette.mix(NIGHT_TOP, DAY_TOP, light);
    Color low = Palette.mix(Palette.mix(NIGHT_LOW, DAY_LOW, light), DUSK, dusk * 0.8);
    g.setPaint(new GradientPaint(0, 0, top, 0, height, low));
    g.fill(new Rectangle2D.Double(0, 0, width, height));
    disc(g, SUN, turn, 26);
    disc(g, MOON, turn + 0.5, 19);
  }

  /** A body that stands highest when {@code turn} is a whole number, and is below at the half. */
  private void disc(Graphics2D g, Color color, double turn, double radius) {
    double angle = 2 * Math.PI * turn;
    double x = width / 2.0 + width * 0.42 * Math.sin(angle);
    double y = height - height * 0.72 * Math.cos(angle);
    g.setColor(Palette.faded(color, 0.25));
    g.fill(new Ellipse2D.Double(x - radius * 1.5, y - radius * 1.5, radius * 3, radius * 3));
    g.setColor(color);
    g.fill(new Ellipse2D.Double(x - radius, y - radius, radius * 2, radius * 2));
  }
}
