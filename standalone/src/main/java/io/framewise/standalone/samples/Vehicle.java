package io.framewise.standalone.samples;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.Polygon;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.RoundRectangle2D;

/**
 * One vehicle's drive through the picture.
 *
 * @param enters second at which its front comes in
 * @param crossing seconds from there until it has left, without a stop
 * @param waits seconds that it stands at the stop line, 0 for none
 * @param rightwards whether it drives to the right; only such ones may wait
 * @param tall whether it is a bus
 * @param color of its body
 */
record Vehicle(
    double enters, double crossing, double waits, boolean rightwards, boolean tall, Color color) {

  private static final Color GLASS = new Color(0xbf, 0xe3, 0xf2);
  private static final Color TYRE = new Color(0x22, 0x22, 0x26);
  private static final Color BEAM = new Color(0xff, 0xf3, 0xc0, 0x60);
  private static final Color BACK_LIGHT = new Color(0xff, 0x3b, 0x30);

  private double length() {
    return tall ? 132 : 78;
  }

  /**
   * Draws it where it is at {@code second}, its wheels on {@code ground}; nothing when it is away.
   */
  void draw(Graphics2D g, double second, double ground, double daylight) {
    double way = Road.WIDTH + length();
    double driven = driven(second - enters, way);
    if (driven <= 0 || driven >= way) {
      return;
    }
    AffineTransform before = g.getTransform();
    if (rightwards) {
      g.translate(driven - length(), ground);
    } else {
      g.translate(Road.WIDTH + length() - driven, ground);
      g.scale(-1, 1);
    }
    drawBody(g, daylight);
    g.setTransform(before);
  }

  private double driven(double since, double way) {
    if (waits <= 0) {
      return way * since / crossing;
    }
    double half = crossing / 2;
    if (since < half) {
      double left = 1 - Math.max(0, since) / half;
      return Road.STOP_LINE * (1 - left * left);
    }
    double after = Math.max(0, since - half - waits) / half;
    return Road.STOP_LINE + (way - Road.STOP_LINE) * after * after;
  }

  /** The body with its rear end at 0, its front at {@code length()}, and its wheels at 0. */
  private void drawBody(Graphics2D g, double daylight) {
    double high = tall ? 56 : 22;
    g.setColor(Palette.lit(color, 0.35 + 0.65 * daylight));
    g.fill(new RoundRectangle2D.Double(0, -high - 8, length(), high, 12, 12));
    if (!tall) {
      g.fill(new RoundRectangle2D.Double(14, -46, 46, 26, 18, 18));
    }
    g.setColor(Palette.lit(GLASS, 0.4 + 0.6 * daylight));
    if (tall) {
      for (int x = 10; x < length() - 14; x += 24) {
        g.fill(new RoundRectangle2D.Double(x, -56, 18, 18, 5, 5));
      }
    } else {
      g.fill(new RoundRectangle2D.Double(19, -42, 16, 13, 6, 6));
      g.fill(new RoundRectangle2D.Double(39, -42, 16, 13, 6, 6));
    }
    g.setColor(TYRE);
    g.fill(new Ellipse2D.Double(12, -16, 18, 18));
    g.fill(new Ellipse2D.Double(length() - 30, -16, 18, 18));
    drawLights(g, daylight);
  }

  private void drawLights(Graphics2D g, double daylight) {
    g.setColor(BACK_LIGHT);
    g.fill(new RoundRectangle2D.Double(0, -24, 5, 8, 3, 3));
    if (daylight < 0.5) {
      int front = (int) length();
      g.setColor(BEAM);
      g.fillPolygon(
          new Polygon(new int[] {front, front + 70, front + 70}, new int[] {-20, -30, 2}, 3));
    }
  }
}
