package io.framewise.connectors.video;

import io.framewise.connectors.source.SourceBrokenException;
import io.framewise.connectors.source.StreamFaultException;
import java.awt.image.BufferedImage;
import java.util.Optional;

/**
 * Pictures that are made while they are looked at, one after the other: of a camera's stream, an
 * address that is asked again and again, or a screen. Not safe for use by several threads.
 */
public interface LiveVideo extends AutoCloseable {

  /** Stands for a picture without a timestamp. */
  long NO_TIMESTAMP = Long.MIN_VALUE;

  /** What it says of itself. */
  StreamFacts facts();

  /**
   * Waits for the next picture.
   *
   * @throws StreamFaultException when it is over, which it never should be
   * @throws InterruptedException when the thread is told to stop
   */
  void next() throws StreamFaultException, InterruptedException;

  /**
   * Timestamp of this picture in microseconds, from a start that means nothing; {@link
   * #NO_TIMESTAMP} where it was taken when it came.
   */
  long timestampMicros();

  /**
   * This picture as people see it.
   *
   * @throws DamagedPictureException when it is not whole; the next one may be
   * @throws SourceBrokenException when it is too large or too small, or of no pixels
   */
  BufferedImage image();

  /** Microseconds from one key frame to the next, once two of them have come. */
  default Optional<Long> keyFrameMicros() {
    return Optional.empty();
  }

  /** Whether only key frames are decoded from now on. */
  default void keyFramesOnly(boolean only) {}

  /** Pictures that were not decoded, or not whole, so far. */
  int damaged();

  /** Whether pictures come only as often as they are wanted, so that none has to be left out. */
  default boolean paced() {
    return false;
  }

  /** Whether this picture is the last one again, byte for byte, and tells only that. */
  default boolean sameAgain() {
    return false;
  }

  @Override
  void close();
}
