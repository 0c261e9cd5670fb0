package io.framewise.connectors.discover;

import java.util.Optional;

/**
 * One way in which a camera gives its pictures.
 *
 * @param name what the camera calls it
 * @param codec such as H264; may be empty
 * @param width in pixels, 0 when it does not say
 * @param height in pixels, 0 when it does not say
 * @param rate most pictures a second, 0 when it does not say
 * @param address the stream, on the host that answered and without a password; nothing when it is
 *     none that is taken
 */
record Profile(
    String name, String codec, int width, int height, int rate, Optional<String> address) {

  /** Its size, for people. */
  String size() {
    return width > 0 && height > 0 ? width + " x " + height : "";
  }
}
