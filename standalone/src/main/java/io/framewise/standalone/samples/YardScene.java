package io.framewise.standalone.samples;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.geom.Line2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.Map;
import java.util.Random;

/**
 * A minute in a yard seen from above: cars appear, drive left, right, up or down, cross the painted
 * line, stop, drive up to one another, vanish. Other seeds, other minutes. One thread.
 */
public final class YardScene {

  /** Width and height in pixels. */
  public static final int SIZE = 448;

  /** Length of the scene. */
  public static final int SECONDS = 60;

  static final double LINE = SIZE / 2.0;
  static final Rectangle2D INSIDE = new Rectangle2D.Double(2, 2, SIZE - 4.0, SIZE - 4.0);

  private static final Color ASPHALT = new Color(0x6a, 0x6e, 0x76);
  private static final Color LINE_PAINT = new Color(0xd9, 0xe8, 0xd2);
  private static final int STAINS = 60;

  private final List<Car> cars;
  private final long seed;
  private final double dusk;

  /** The minute of a seed. */
  public YardScene(long seed) {
    Random random = new Random(seed);
    this.seed = seed;
    this.dusk = random.nextDouble();
    this.cars = YardPlan.of(random);
  }

  /** Draws the yard as it is at {@code second} over all of {@code image}, SIZE x SIZE. */
  public void draw(BufferedImage image, double second) {
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    double light = 0.8 + 0.2 * Math.cos(2 * Math.PI * (second / SECONDS + dusk));
    ground(g, light);
    cars.forEach(car -> car.draw(g, second, light));
    g.dispose();
  }

  private void ground(Graphics2D g, double light) {
    g.setColor(Palette.lit(ASPHALT, light));
    g.fillRect(0, 0, SIZE, SIZE);
    Random stains = new Random(seed);
    for (int i = 0; i < STAINS; i++) {
      g.setColor(Palette.faded(stains.nextBoolean() ? Color.BLACK : Color.WHITE, 0.05));
      g.fillOval(
          stains.nextInt(SIZE),
          stains.nextInt(SIZE),
          8 + stains.nextInt(50),
          6 + stains.nextInt(30));
    }
    g.setColor(Palette.lit(LINE_PAINT, light));
    float[] dashes = {28, 20};
    g.setStroke(new BasicStroke(8, BasicStroke.CAP_BUTT, BasicStroke.JOIN_BEVEL, 1, dashes, 0));
    g.draw(new Line2D.Double(LINE, 0, LINE, SIZE));
  }

  /** What can be seen at {@code second}. */
  public List<Thing> things(double second) {
    return cars.stream().flatMap(car -> car.thing(second).stream()).toList();
  }

  /**
   * The true answers about frames at these moments, by question id. A question that has no clear
   * answer then is not among them.
   */
  public Map<String, String> answers(List<Double> seconds) {
    return new YardTruth(cars, seconds).answers();
  }
}
