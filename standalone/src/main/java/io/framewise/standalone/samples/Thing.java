package io.framewise.standalone.samples;

import java.awt.Rectangle;
import java.awt.geom.Rectangle2D;

/**
 * Something that can be seen in a picture: what the vision tower learns first.
 *
 * @param kind what it is
 * @param left of its box, as a share of the picture's width
 * @param top of its box, as a share of the picture's height
 * @param right of its box, as a share of the picture's width
 * @param bottom of its box, as a share of the picture's height
 */
public record Thing(String kind, double left, double top, double right, double bottom) {

  /** A thing whose box is in pixels of a picture; what lies outside the picture is cut off. */
  static Thing of(String kind, Rectangle2D box, int width, int height) {
    Rectangle2D seen = box.createIntersection(new Rectangle(width, height));
    return new Thing(
        kind,
        seen.getMinX() / width,
        seen.getMinY() / height,
        seen.getMaxX() / width,
        seen.getMaxY() / height);
  }
}
