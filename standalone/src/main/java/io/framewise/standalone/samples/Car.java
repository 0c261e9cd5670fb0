package io.framewise.standalone.samples;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;
import java.util.Locale;
import java.util.Optional;

/**
 * One car's stay in the yard: it is put there, waits, drives straight on, waits, is taken away.
 * Both of its ends look the same, so that only its motion tells which way it drives.
 *
 * @param paint its colour
 * @param way which way it drives
 * @param x middle of the car before it drives
 * @param y middle of the car before it drives
 * @param times when what happens
 * @param speed pixels a second
 */
record Car(Paint paint, Direction way, double x, double y, Times times, double speed) {

  static final int LENGTH = 120;
  static final int WIDTH = 68;

  private static final Color GLASS = new Color(0x1d, 0x2b, 0x38);
  private static final Color SHADOW = new Color(0, 0, 0, 60);

  /** Colours of cars, of which there is at most one each. */
  enum Paint {
    RED(0xdc, 0x32, 0x2f),
    BLUE(0x26, 0x6b, 0xd8),
    YELLOW(0xf4, 0xc4, 0x20),
    WHITE(0xf4, 0xf4, 0xf2);

    private final Color color;

    Paint(int red, int green, int blue) {
      color = new Color(red, green, blue);
    }

    String kind() {
      return name().toLowerCase(Locale.ROOT) + " car";
    }
  }

  /**
   * Seconds of a car's stay, from the start of the video.
   *
   * @param appears first moment in the yard
   * @param drives moment at which it sets off
   * @param stops moment at which it stands again
   * @param vanishes first moment after its stay
   */
  record Times(double appears, double drives, double stops, double vanishes) {}

  /** Its box at {@code second}, empty when it is away. */
  Optional<Rectangle2D> place(double second) {
    if (second < times.appears || second >= times.vanishes) {
      return Optional.empty();
    }
    double driving = Math.max(0, Math.min(second, times.stops) - times.drives);
    double wide = way.sideways() ? LENGTH : WIDTH;
    double high = way.sideways() ? WIDTH : LENGTH;
    return Optional.of(
        new Rectangle2D.Double(
            x + way.x() * speed * driving - wide / 2,
            y + way.y() * speed * driving - high / 2,
            wide,
            high));
  }

  /** What can be seen of it at {@code second}. */
  Optional<Thing> thing(double second) {
    return place(second).map(box -> Thing.of(paint.kind(), box, YardScene.SIZE, YardScene.SIZE));
  }

  void draw(Graphics2D g, double second, double light) {
    place(second).ifPresent(box -> draw(g, box, light));
  }

  private void draw(Graphics2D g, Rectangle2D box, double light) {
    fill(g, SHADOW, box, 6, 8, 0);
    fill(g, Palette.lit(paint.color, light), box, 0, 0, 0);
    Color glass = Palette.lit(GLASS, light);
    double pane = 16;
    double inset = 10;
    g.setColor(glass);
    if (way.sideways()) {
      pane(g, box.getMinX() + 18, box.getMinY() + inset, pane, box.getHeight() - 2 * inset);
      pane(g, box.getMaxX() - 18 - pane, box.getMinY() + inset, pane, box.getHeight() - 2 * inset);
    } else {
      pane(g, box.getMinX() + inset, box.getMinY() + 18, box.getWidth() - 2 * inset, pane);
      pane(g, box.getMinX() + inset, box.getMaxY() - 18 - pane, box.getWidth() - 2 * inset, pane);
    }
  }

  private static void pane(Graphics2D g, double x, double y, double wide, double high) {
    g.fill(new RoundRectangle2D.Double(x, y, wide, high, 10, 10));
  }

  private static void fill(
      Graphics2D g, Color color, Rectangle2D box, double right, double down, double grow) {
    g.setColor(color);
    g.fill(
        new RoundRectangle2D.Double(
            box.getX() + right - grow,
            box.getY() + down - grow,
            box.getWidth() + 2 * grow,
            box.getHeight() + 2 * grow,
            30,
            30));
  }
}
