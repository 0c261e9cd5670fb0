package io.framewise.platform.image;

import java.time.Duration;

/** Decoders for the tests of all modules. */
public final class Decoders {

  private Decoders() {}

  /**
   * Whether the largest picture of a format that is taken at all fits the room for decodes of a
   * process with so much heap in a machine or container of so much memory.
   */
  public static boolean fitsLargest(ImageFormat format, long heapBytes, long totalBytes) {
    ImageLimits limits = ImageLimits.DEFAULT;
    PictureHeader largest = largest(format, limits.maxBytes());
    limits.check(largest);
    return DecodeRoom.ofMemory(1, heapBytes, totalBytes)
        .fits(DecodeBudget.of(largest, limits.maxBytes(), limits));
  }

  private static PictureHeader largest(ImageFormat format, int fileBytes) {
    int width = 7680;
    int height = 4320;
    long area = (long) width * height;
    DecodeCost cost =
        switch (format) {
          case JPEG -> new DecodeCost(0, 3 * Short.BYTES * area, 3 * area); // all coefficients
          case PNG -> new DecodeCost(3 * Short.BYTES * area, 0, 3 * area); // 16 bits a colour
          case TIFF -> new DecodeCost((1 + 3 * Short.BYTES) * area, 0, 3 * area);
          case BMP -> new DecodeCost(2 * area, 0, 3 * area); // runs
          case WEBP -> new DecodeCost(0, fileBytes + 9 * area + LosslessCodes.MOST_BYTES, 3 * area);
        };
    return new PictureHeader(format, width, height, Orientation.TURN_RIGHT, cost, watch -> null);
  }

  /** One that never has room for a picture. */
  public static ImageDecoder busy() {
    return new ImageDecoder(
        DecodeThreadsTest.withTime(Duration.ofMillis(1)),
        new DecodeThreads(new DecodeRoom(0, 64, 64)),
        new SlowPictures(Duration.ofMinutes(1), System::nanoTime));
  }
}
