package io.framewise.standalone.samples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.Random;

/**
 * A steel plate with four holes and a slot on a dark bench, seen from above; each number lies a
 * little otherwise.
 */
final class PartPicture {

  static final int WIDTH = 480;
  static final int HEIGHT = 360;

  private static final RoundRectangle2D PLATE =
      new RoundRectangle2D.Double(-165, -105, 330, 210, 36, 36);
  private static final double[][] HOLES = {{-125, -65}, {125, -65}, {-125, 65}, {125, 65}};
  private static final double HOLE_RADIUS = 19;
  private static final Color BENCH_LIGHT = new Color(0x3a, 0x41, 0x4b);
  private static final Color BENCH_DARK = new Color(0x1d, 0x21, 0x28);
  private static final Color STEEL_LIGHT = new Color(0xdd, 0xe2, 0xe6);
  private static final Color STEEL_DARK = new Color(0x97, 0xa1, 0xab);
  private static final Color EDGE = new Color(0x6b, 0x75, 0x80);
  private static final Color SHADOW = new Color(0, 0, 0, 70);

  private final Random random;
  private final Defect defect;

  private PartPicture(int number, Defect defect) {
    this.random = new Random(1000L + number);
    this.defect = defect;
  }

  static BufferedImage draw(int number, Defect defect) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    new PartPicture(number, defect).draw(g);
    g.dispose();
    return image;
  }

  private void draw(Graphics2D g) {
    g.setPaint(new GradientPaint(0, 0, BENCH_LIGHT, WIDTH, HEIGHT, BENCH_DARK));
    g.fill(new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
    g.translate(WIDTH / 2.0 + random.nextInt(21) - 10, HEIGHT / 2.0 + random.nextInt(15) - 7);
    g.rotate(Math.toRadians(random.nextInt(13) - 6));
    plate(g);
    brush(g);
    slot(g);
    int missing = defect == Defect.MISSING_HOLE ? random.nextInt(HOLES.length) : -1;
    for (int i = 0; i < HOLES.length; i++) {
      if (i != missing) {
        hole(g, HOLES[i][0], HOLES[i][1]);
      }
    }
    if (defect == Defect.SCRATCH) {
      scratch(g);
    } else if (defect == Defect.DENT) {
      dent(g);
    }
  }

  private static void plate(Graphics2D g) {
    for (int spread = 12; spread >= 3; spread -= 3) {
      g.setColor(Palette.faded(Color.BLACK, 0.12));
      g.fill(
          new RoundRectangle2D.Double(
              PLATE.getX() + 8 - spread / 2.0,
              PLATE.getY() + 10 - spread / 2.0,
              PLATE.getWidth() + spread,
              PLATE.getHeight() + spread,
              44,
              44));
    }
    g.setPaint(new GradientPaint(-165, -105, STEEL_LIGHT, 165, 105, STEEL_DARK));
    g.fill(PLATE);
    g.setColor(EDGE);
    g.setStroke(new BasicStroke(2));
    g.draw(PLATE);
  }

  private void brush(Graphics2D g) {
    g.setStroke(new BasicStroke(1));
    for (int y = -103; y < 103; y += 2) {
      boolean bright = random.nextBoolean();
      g.setColor(
          Palette.faded(bright ? Color.WHITE : Color.BLACK, 0.02 + random.nextInt(5) / 100.0));
      double inset = Math.abs(y) > 92 ? 20 : 3;
      g.draw(new Line2D.Double(PLATE.getX() + inset, y, PLATE.getMaxX() - inset, y));
    }
  }

  private static void slot(Graphics2D g) {
    g.setColor(SHADOW);
    g.fill(new RoundRectangle2D.Double(-58, -19, 116, 38, 38, 38));
    g.setColor(BENCH_DARK);
    g.fill(new RoundRectangle2D.Double(-55, -16, 110, 32, 32, 32));
  }

  private static void hole(Graphics2D g, double x, double y) {
    disc(g, EDGE, x, y, HOLE_RADIUS + 4);
    disc(g, STEEL_LIGHT, x + 1, y + 1, HOLE_RADIUS + 2);
    disc(g, BENCH_DARK, x, y, HOLE_RADIUS);
  }

  private static void disc(Graphics2D g, Color color, double x, double y, double radius) {
    g.setColor(color);
    g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }

  private void scratch(Graphics2D g) {
    double x = -85 + random.nextInt(60);
    double y = -88 + random.nextInt(25);
    Path2D line = new Path2D.Double();
    line.moveTo(x, y);
    for (int i = 0; i < 6; i++) {
      x += 14 + random.nextInt(9);
      y += 3 + random.nextInt(8);
      line.lineTo(x, y);
    }
    g.setColor(Palette.faded(EDGE, 0.9));
    g.setStroke(new BasicStroke(4, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(line);
    g.setColor(Color.WHITE);
    g.setStroke(new BasicStroke(1.6f, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(line);
  }

  private void dent(Graphics2D g) {
    double x = -55 + random.nextInt(110);
    double y = random.nextBoolean() ? -62 : 62;
    double radius = 26 + random.nextInt(8);
    g.setPaint(
        new RadialGradientPaint(
            new Point2D.Double(x, y),
            (float) radius,
            new Point2D.Double(x - radius * 0.45, y - radius * 0.45),
            new float[] {0f, 0.75f, 1f},
            new Color[] {
              new Color(0x3c, 0x46, 0x52, 0xd0),
              new Color(0xa8, 0xb2, 0xbc, 0xa0),
              new Color(0xff, 0xff, 0xff, 0x50)
            },
            RadialGradientPaint.CycleMethod.NO_CYCLE));
    g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }
}
