package io.framewise.platform.image;

import java.awt.image.BufferedImage;

/**
 * A finished picture on its way from the thread that decoded it to the caller. Whoever still holds
 * this, such as a thread that was stopped just then, does not hold the picture: its memory is given
 * to the next decode as soon as the caller has done with it.
 */
final class TakenOnce {

  private BufferedImage image;

  TakenOnce(BufferedImage image) {
    this.image = image;
  }

  /** The picture. It is not here any more. */
  synchronized BufferedImage take() {
    BufferedImage taken = image;
    image = null;
    return taken;
  }
}
