package io.framewise.model.engine;

import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/**
 * What a picture's visual rows depend on, beside the model: its bytes, and how it is cut. The size
 * is part of it because a frame whose record tells of another size than its picture has is refused;
 * so what is found under a key has been held against that size.
 *
 * @param digest SHA-256 of the bytes, in hexadecimal digits
 * @param width that the picture is said to have
 * @param height that the picture is said to have
 * @param maxTiles most tiles that it is cut into, without the thumbnail
 */
public record PictureKey(String digest, int width, int height, int maxTiles) {

  /**
   * The key of a picture.
   *
   * @param bytes all that the pixels are made from, encoded or not; left as they are
   */
  public static PictureKey of(ByteBuffer bytes, int width, int height, int maxTiles) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-256");
      sha.update(bytes.duplicate());
      return new PictureKey(HexFormat.of().formatHex(sha.digest()), width, height, maxTiles);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /** The same picture cut otherwise. */
  public PictureKey cutInto(int otherMaxTiles) {
    return new PictureKey(digest, width, height, otherMaxTiles);
  }
}
