package io.framewise.standalone.samples;

import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.util.List;

/**
 * A minute at a crossing, from noon through a night to noon: vehicles pass both ways, stop at the
 * line, people cross. One thread.
 */
final class StreetScene {

  static final int SIZE = Road.WIDTH;
  static final int SECONDS = 60;

  private static final Color RED = new Color(0xe0, 0x3e, 0x36);
  private static final Color BLUE = new Color(0x2f, 0x6f, 0xd0);
  private static final Color YELLOW = new Color(0xf2, 0xb7, 0x05);
  private static final Color WHITE = new Color(0xee, 0xee, 0xf0);
  private static final Color GREEN = new Color(0x2e, 0x9e, 0x5b);
  private static final double LIGHT_LEADS = 1.5;

  private static final List<Vehicle> VEHICLES =
      List.of(
          new Vehicle(1, 5, 0, true, false, RED),
          new Vehicle(4, 6, 0, false, false, BLUE),
          new Vehicle(10, 6, 7, true, false, YELLOW),
          new Vehicle(24, 7, 0, false, true, GREEN),
          new Vehicle(27, 5, 0, true, false, WHITE),
          new Vehicle(34, 6, 6.5, true, true, RED),
          new Vehicle(48, 4, 0, false, false, YELLOW),
          new Vehicle(50, 5, 0, true, false, BLUE),
          new Vehicle(54, 5, 0, false, false, WHITE));

  private static final List<Walker> WALKERS =
      List.of(
          new Walker(13.5, 5.5, 0, BLUE),
          new Walker(38, 4.5, -16, RED),
          new Walker(39, 4, 16, YELLOW));

  private final Sky sky = new Sky(SIZE, Road.PAVEMENT);
  private final Skyline skyline = new Skyline(SIZE, Road.PAVEMENT);
  private final Road road = new Road();

  /** Draws the scene as it is at {@code second} over all of {@code image}, SIZE x SIZE. */
  void draw(BufferedImage image, double second) {
    Graphics2D g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
    double turn = second / SECONDS;
    double daylight = Sky.daylight(turn);
    sky.draw(g, turn);
    skyline.draw(g, daylight);
    road.draw(g, daylight);
    road.drawLight(g, redFor(second));
    vehicles(g, second, daylight, false);
    WALKERS.forEach(walker -> walker.draw(g, second, daylight));
    vehicles(g, second, daylight, true);
    g.dispose();
  }

  private static boolean redFor(double second) {
    return WALKERS.stream()
        .anyMatch(walker -> walker.crosses(second) || walker.crosses(second + LIGHT_LEADS));
  }

  private static void vehicles(Graphics2D g, double second, double daylight, boolean rightwards) {
    double lane = rightwards ? Road.LOWER_LANE : Road.UPPER_LANE;
    VEHICLES.stream()
        .filter(vehicle -> vehicle.rightwards() == rightwards)
        .forEach(vehicle -> vehicle.draw(g, second, lane, daylight));
  }
}
