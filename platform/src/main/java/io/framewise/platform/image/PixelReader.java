package io.framewise.platform.image;

import java.awt.image.BufferedImage;
import java.io.IOException;

/** The way from a checked header to the pixels. */
@FunctionalInterface
interface PixelReader {

  /**
   * All pixels as they are stored, in the layout of {@link RgbImages}. Ends early, with any
   * exception or a picture that nobody looks at, once {@code watch} says that it was given up.
   *
   * @throws IOException when they are damaged
   */
  BufferedImage read(DecodeWatch watch) throws IOException;
}
