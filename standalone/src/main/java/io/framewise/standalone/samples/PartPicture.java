package io.framewise.standalone.samples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RadialGradientPaint;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.AffineTransform;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Point2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.awt.image.BufferedImage;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A steel plate with four holes, a slot and a printed label on a dark bench, seen from above. Other
 * seeds, another place, size, light and noise.
 */
public final class PartPicture {

  static final int WIDTH = 480;
  static final int HEIGHT = 360;

  private static final List<Defect> KINDS =
      List.of(
          Defect.NONE,
          Defect.NONE,
          Defect.SCRATCH,
          Defect.MISSING_HOLE,
          Defect.DENT,
          Defect.MISPRINT);
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
  private static final Color LABEL = new Color(0xf4, 0xe9, 0xb8);
  private static final Color PRINT = new Color(0x1b, 0x3a, 0x8c);
  private static final Color SCRATCHED = new Color(0x4a, 0x30, 0x28);
  private static final Rectangle2D LABEL_PLACE = new Rectangle2D.Double(-52, 33, 104, 52);

  private final Random random;
  private final Defect defect;
  private final double light;
  private final AffineTransform lie = new AffineTransform();
  private Shape fault;

  private PartPicture(long seed, Defect defect) {
    this.random = new Random(seed);
    this.defect = defect;
    this.light = 0.55 + 0.45 * random.nextDouble();
  }

  /** The part of a seed; every third one is sound. */
  public static Picture draw(long seed) {
    int kind = new Random(~seed).nextInt(KINDS.size());
    return draw(seed, KINDS.get(kind));
  }

  static Picture draw(long seed, Defect defect) {
    BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    PartPicture part = new PartPicture(seed, defect);
    part.draw(g);
    g.dispose();
    part.expose(image);
    return new Picture(image, part.things(), part.answers());
  }

  private void draw(Graphics2D g) {
    g.setPaint(new GradientPaint(0, 0, BENCH_LIGHT, WIDTH, HEIGHT, BENCH_DARK));
    g.fill(new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
    lie.translate(WIDTH / 2.0 + random.nextInt(61) - 30, HEIGHT / 2.0 + random.nextInt(51) - 25);
    lie.rotate(Math.toRadians(random.nextInt(13) - 6));
    double scale = 0.95 + 0.2 * random.nextDouble();
    lie.scale(scale, scale);
    g.transform(lie);
    plate(g);
    brush(g);
    slot(g);
    label(g);
    int missing = defect == Defect.MISSING_HOLE ? random.nextInt(HOLES.length) : -1;
    for (int i = 0; i < HOLES.length; i++) {
      if (i == missing) {
        fault = around(HOLES[i][0], HOLES[i][1], HOLE_RADIUS + 4);
      } else {
        hole(g, HOLES[i][0], HOLES[i][1]);
      }
    }
    if (defect == Defect.SCRATCH) {
      scratch(g);
    } else if (defect == Defect.DENT) {
      dent(g);
    }
  }

  /** Light and the noise of a camera. */
  private void expose(BufferedImage image) {
    double noise = 1 + 5 * random.nextDouble();
    for (int y = 0; y < HEIGHT; y++) {
      for (int x = 0; x < WIDTH; x++) {
        double grain = noise * (random.nextDouble() + random.nextDouble() - 1);
        Color color = new Color(image.getRGB(x, y));
        int red = exposed(color.getRed(), grain);
        int green = exposed(color.getGreen(), grain);
        int blue = exposed(color.getBlue(), grain);
        image.setRGB(x, y, red << 16 | green << 8 | blue);
      }
    }
  }

  private int exposed(int level, double grain) {
    return (int) Math.max(0, Math.min(255, level * light + grain));
  }

  private List<Thing> things() {
    List<Thing> things = new ArrayList<>();
    things.add(thing("part", PLATE));
    if (fault != null) {
      things.add(thing(defect.answer(), fault));
    }
    return things;
  }

  private Thing thing(String kind, Shape shape) {
    return Thing.of(kind, lie.createTransformedShape(shape).getBounds2D(), WIDTH, HEIGHT);
  }

  private Map<String, String> answers() {
    Map<String, String> answers = new LinkedHashMap<>();
    answers.put("defect", defect.answer());
    answers.put("usable", YardTruth.yesNo(defect == Defect.NONE));
    answers.put(
        "where", fault == null ? "none" : Coordinates.box("defect", thing("defect", fault)));
    return answers;
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

  /** A label with a bar and a square; a misprinted one is cut off in the middle and smeared. */
  private void label(Graphics2D g) {
    g.setColor(LABEL);
    g.fill(new Rectangle2D.Double(LABEL_PLACE.getX(), LABEL_PLACE.getY(), 104, 52));
    g.setColor(PRINT);
    if (defect != Defect.MISPRINT) {
      g.fill(new Rectangle2D.Double(-46, 42, 34, 34));
      g.fill(new Rectangle2D.Double(-4, 42, 50, 13));
      g.fill(new Rectangle2D.Double(-4, 63, 50, 13));
      return;
    }
    fault = LABEL_PLACE;
    double cut = -30 + random.nextInt(20);
    g.fill(new Rectangle2D.Double(-46, 42, cut + 46, 34));
    g.setColor(Palette.faded(PRINT, 0.45));
    for (int i = 0; i < 4; i++) {
      g.fill(new Rectangle2D.Double(cut, 40 + 10.0 * i, 30 + random.nextInt(30), 5));
    }
  }

  private static Shape around(double x, double y, double radius) {
    return new Rectangle2D.Double(x - radius, y - radius, 2 * radius, 2 * radius);
  }

  private void scratch(Graphics2D g) {
    boolean left = random.nextBoolean();
    double x = (left ? -105 : 5) + random.nextInt(20);
    double y = -92 + random.nextInt(20);
    Path2D line = new Path2D.Double();
    line.moveTo(x, y);
    for (int i = 0; i < 5; i++) {
      x += 10 + random.nextInt(8);
      y += 5 + random.nextInt(8);
      line.lineTo(x, y);
    }
    fault = line.getBounds2D();
    g.setColor(Palette.faded(SCRATCHED, 0.9));
    g.setStroke(new BasicStroke(9, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(line);
    g.setColor(Color.WHITE);
    g.setStroke(new BasicStroke(4, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(line);
  }

  private void dent(Graphics2D g) {
    double x = (random.nextBoolean() ? -105 : 105) + random.nextInt(11) - 5.0;
    double y = random.nextInt(21) - 10.0;
    if (random.nextBoolean()) {
      x = random.nextInt(111) - 55.0;
      y = -60 + random.nextInt(7) - 3.0;
    }
    double radius = 27 + random.nextInt(8);
    fault = around(x, y, radius);
    g.setPaint(
        new RadialGradientPaint(
            new Point2D.Double(x, y),
            (float) radius,
            new Point2D.Double(x - radius * 0.45, y - radius * 0.45),
            new float[] {0f, 0.75f, 1f},
            new Color[] {
              new Color(0x2c, 0x36, 0x42, 0xf0),
              new Color(0x78, 0x82, 0x8c, 0xc0),
              new Color(0xff, 0xff, 0xff, 0x70)
            },
            RadialGradientPaint.CycleMethod.NO_CYCLE));
    g.fill(new Ellipse2D.Double(x - radius, y - radius, 2 * radius, 2 * radius));
  }
}
