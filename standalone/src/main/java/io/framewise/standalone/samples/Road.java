package io.framewise.standalone.samples;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Rectangle2D;
import java.awt.geom.RoundRectangle2D;

/** Pavement, two lanes, a stop line, a crossing and its traffic light. Lengths in pixels. */
final class Road {

  static final int WIDTH = 448;
  static final int PAVEMENT = 236;
  static final int TOP = 268;
  static final int BOTTOM = 424;
  static final int UPPER_LANE = 332;
  static final int LOWER_LANE = 412;
  static final int STOP_LINE = 262;
  static final int CROSSING = 280;
  static final int CROSSING_WIDTH = 72;

  private static final Color STONE = new Color(0xb9, 0xb4, 0xa9);
  private static final Color KERB = new Color(0x96, 0x91, 0x86);
  private static final Color ASPHALT = new Color(0x55, 0x58, 0x60);
  private static final Color PAINT = new Color(0xf2, 0xf0, 0xe8);
  private static final Color POST = new Color(0x30, 0x33, 0x3a);
  private static final Color STOP = new Color(0xff, 0x45, 0x3a);
  private static final Color GO = new Color(0x34, 0xd0, 0x58);

  void draw(Graphics2D g, double daylight) {
    fill(g, Palette.lit(STONE, daylight), 0, PAVEMENT, WIDTH, WIDTH - PAVEMENT);
    fill(g, Palette.lit(KERB, daylight), 0, TOP - 5, WIDTH, BOTTOM - TOP + 10);
    fill(g, Palette.lit(ASPHALT, daylight), 0, TOP, WIDTH, BOTTOM - TOP);
    Color paint = Palette.lit(PAINT, 0.3 + 0.7 * daylight);
    int middle = (TOP + BOTTOM) / 2;
    for (int x = 4; x < WIDTH; x += 44) {
      if (x + 24 < STOP_LINE || x > CROSSING + CROSSING_WIDTH) {
        fill(g, paint, x, middle - 2, 24, 4);
      }
    }
    fill(g, paint, STOP_LINE + 4, middle + 6, 6, BOTTOM - middle - 10);
    for (int y = TOP + 6; y < BOTTOM - 6; y += 20) {
      fill(g, paint, CROSSING, y, CROSSING_WIDTH, 11);
    }
  }

  void drawLight(Graphics2D g, boolean stop) {
    int x = CROSSING + CROSSING_WIDTH + 16;
    fill(g, POST, x + 6, PAVEMENT - 48, 5, 70);
    g.setColor(POST);
    g.fill(new RoundRectangle2D.Double(x, PAVEMENT - 90, 17, 44, 8, 8));
    lamp(g, x, PAVEMENT - 86, STOP, stop);
    lamp(g, x, PAVEMENT - 66, GO, !stop);
  }

  private static void lamp(Graphics2D g, int x, int y, Color color, boolean on) {
    g.setColor(on ? color : Palette.lit(color, 0));
    g.fill(new Ellipse2D.Double(x + 2, y, 13, 13));
  }

  private static void fill(Graphics2D g, Color color, int x, int y, int wide, int high) {
    g.setColor(color);
    g.fill(new Rectangle2D.Double(x, y, wide, high));
  }
}
