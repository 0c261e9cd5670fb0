package io.framewise.standalone.samples;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Rectangle2D;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** Houses along the street, whose windows light up at night. */
final class Skyline {

  private static final long SEED = 7;
  private static final Color[] WALLS = {
    new Color(0xc9, 0x7b, 0x63),
    new Color(0x8d, 0xa3, 0xb5),
    new Color(0xd9, 0xb3, 0x82),
    new Color(0x7f, 0x8c, 0x6e),
    new Color(0xb5, 0x8d, 0xa3),
  };
  private static final Color GLASS = new Color(0x3c, 0x4d, 0x5e);
  private static final Color LAMP = new Color(0xff, 0xdf, 0x8a);
  private static final int PITCH = 20;

  private record House(Rectangle2D walls, Color color) {}

  private record Window(Rectangle2D pane, boolean lampAtNight) {}

  private final List<House> houses = new ArrayList<>();
  private final List<Window> windows = new ArrayList<>();

  Skyline(int width, int ground) {
    Random random = new Random(SEED);
    int x = 0;
    while (x < width) {
      int wide = 3 * PITCH + random.nextInt(3) * PITCH;
      int high = 4 * PITCH + random.nextInt(5) * PITCH;
      Color color = WALLS[houses.size() % WALLS.length];
      houses.add(new House(new Rectangle2D.Double(x, ground - high, wide, high), color));
      addWindows(x, ground - high, wide, high, random);
      x += wide;
    }
  }

  private void addWindows(int left, int top, int wide, int high, Random random) {
    for (int y = top + 8; y + PITCH < top + high; y += PITCH) {
      for (int x = left + 6; x + PITCH - 6 < left + wide; x += PITCH) {
        windows.add(new Window(new Rectangle2D.Double(x, y, 9, 11), random.nextInt(5) < 2));
      }
    }
  }

  void draw(Graphics2D g, double daylight) {
    for (House house : houses) {
      g.setColor(Palette.lit(house.color(), daylight));
      g.fill(house.walls());
    }
    Color dark = Palette.lit(GLASS, daylight);
    for (Window window : windows) {
      boolean on = window.lampAtNight() && daylight < 0.45;
      g.setColor(on ? LAMP : dark);
      g.fill(window.pane());
    }
  }
}
