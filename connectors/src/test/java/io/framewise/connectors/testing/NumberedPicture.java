package io.framewise.connectors.testing;

import java.awt.Color;
import java.awt.image.BufferedImage;

/** Reads the pictures that {@code marker.py} draws, which stands beside the clips. */
public final class NumberedPicture {

  private static final int BITS = 8;
  private static final int STRIPS = 16;

  private final BufferedImage image;

  /** A picture of some size. */
  public NumberedPicture(BufferedImage image) {
    this.image = image;
  }

  /** Its number, or -1 when a block is neither black nor white. */
  public int number() {
    int number = 0;
    for (int bit = 0; bit < BITS; bit++) {
      int light = at((bit + 0.5) / BITS, 0.5).getGreen();
      if (light > 60 && light < 195) {
        return -1;
      }
      number = 2 * number + (light >= 195 ? 1 : 0);
    }
    return number;
  }

  /** The red patch. */
  public Color red() {
    return at(0.25, 3.0 / STRIPS);
  }

  /** The green patch. */
  public Color green() {
    return at(0.75, 3.0 / STRIPS);
  }

  /** The blue patch. */
  public Color blue() {
    return at(0.125, 13.0 / STRIPS);
  }

  /** The brown patch. */
  public Color brown() {
    return at(0.375, 13.0 / STRIPS);
  }

  /** The grey patch. */
  public Color grey() {
    return at(0.625, 13.0 / STRIPS);
  }

  /** The colour at a place from 0 to 1 across and down. */
  public Color at(double x, double y) {
    return new Color(image.getRGB((int) (x * image.getWidth()), (int) (y * image.getHeight())));
  }
}
