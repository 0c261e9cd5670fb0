package io.framewise.connectors.source;

import java.nio.ByteBuffer;

/**
 * A picture that cannot be used, and why.
 *
 * @param category the dead letters' category
 * @param message what is wrong, for people; names the picture
 * @param origin where it came from, such as a file name
 * @param firstBytes its first bytes, as far as they are kept; may be empty
 * @param size its size in bytes
 */
public record RefusedPicture(
    String category, String message, String origin, ByteBuffer firstBytes, long size) {

  /** At most this many bytes of a refused picture are kept. */
  public static final int KEPT_BYTES = 64 * 1024;

  /** Keeps at most {@value #KEPT_BYTES} bytes. */
  public RefusedPicture {
    firstBytes =
        firstBytes.slice(firstBytes.position(), Math.min(KEPT_BYTES, firstBytes.remaining()));
  }
}
