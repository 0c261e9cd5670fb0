package io.framewise.platform.image;

import java.time.Duration;

/**
 * What one decode may take, in mebibytes and processor time.
 *
 * @param heap Java heap while it runs
 * @param kept of it, what stays as long as the caller holds the picture
 * @param nativeMemory memory outside the heap while it runs
 * @param time time of a processor
 */
record DecodeBudget(int heap, int kept, int nativeMemory, Duration time) {

  private static final long MEBIBYTE = 1 << 20;

  /** The budget of a picture in a file of {@code fileBytes} bytes. */
  static DecodeBudget of(PictureHeader header, int fileBytes, ImageLimits limits) {
    return new DecodeBudget(
        mebibytes(header.heapBytes(fileBytes)),
        mebibytes(header.keptBytes(fileBytes)),
        mebibytes(header.cost().nativeBytes()),
        limits.time(header, fileBytes));
  }

  private static int mebibytes(long bytes) {
    return (int) Math.min(Integer.MAX_VALUE, (bytes + MEBIBYTE - 1) / MEBIBYTE);
  }
}
