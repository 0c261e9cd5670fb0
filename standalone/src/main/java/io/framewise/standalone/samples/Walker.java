package io.framewise.standalone.samples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.RoundRectangle2D;

/**
 * Someone who crosses the street on the crossing, towards us.
 *
 * @param starts second of the first step onto the road
 * @param takes seconds until the other side
 * @param beside pixels to the right of the middle of the crossing
 * @param coat colour of the coat
 */
record Walker(double starts, double takes, double beside, Color coat) {

  private static final Color SKIN = new Color(0xe8, 0xb9, 0x93);
  private static final Color LEGS = new Color(0x2d, 0x33, 0x45);
  private static final double STEPS_A_SECOND = 1.6;

  /** Whether the walker is on the road at {@code second}. */
  boolean crosses(double second) {
    return second >= starts && second <= starts + takes;
  }

  void draw(Graphics2D g, double second, double daylight) {
    double share = (second - starts) / takes;
    if (share < -0.15 || share > 1.15) {
      return;
    }
    double x = Road.CROSSING + Road.CROSSING_WIDTH / 2.0 + beside;
    double y = Road.TOP + share * (Road.BOTTOM - Road.TOP);
    double light = 0.4 + 0.6 * daylight;
    double swing = 7 * Math.sin(2 * Math.PI * STEPS_A_SECOND * second);
    g.setStroke(new BasicStroke(6, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.setColor(Palette.lit(LEGS, light));
    g.draw(new Line2D.Double(x - 3, y - 22, x - 3 - swing / 2, y));
    g.draw(new Line2D.Double(x + 3, y - 22, x + 3 + swing / 2, y));
    g.setColor(Palette.lit(coat, light));
    g.fill(new RoundRectangle2D.Double(x - 9, y - 46, 18, 28, 9, 9));
    g.draw(new Line2D.Double(x - 10, y - 40, x - 12 + swing / 2, y - 25));
    g.draw(new Line2D.Double(x + 10, y - 40, x + 12 - swing / 2, y - 25));
    g.setColor(Palette.lit(SKIN, light));
    g.fill(new Ellipse2D.Double(x - 8, y - 62, 16, 16));
  }
}
