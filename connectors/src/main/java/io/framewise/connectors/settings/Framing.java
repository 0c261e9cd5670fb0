package io.framewise.connectors.settings;

import java.util.List;

/**
 * What of a picture goes on, and how large.
 *
 * @param maxSide pictures with a longer side are scaled down to it, in pixels
 * @param turn by how much it is turned clockwise, beside what the file or camera says: 0, 90, 180
 *     or 270 degrees
 * @param crop the part of the turned picture that goes on
 * @param masks parts of the turned picture that are made black
 */
public record Framing(int maxSide, int turn, PictureArea crop, List<PictureArea> masks) {

  /** Copies the masks. */
  public Framing {
    masks = List.copyOf(masks);
  }

  /** Whole pictures as they are, scaled down. */
  public static Framing whole(int maxSide) {
    return new Framing(maxSide, 0, PictureArea.WHOLE, List.of());
  }

  /** Whether whole pictures go on as they are, but for their size. */
  public boolean isWhole() {
    return equals(whole(maxSide));
  }

  /** The masks in shares of a part of the turned picture. */
  public List<PictureArea> masksWithin(PictureArea part) {
    return masks.stream().filter(part::meets).map(mask -> mask.within(part)).toList();
  }
}
