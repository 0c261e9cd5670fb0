package io.framewise.model.ask;

import io.framewise.contract.UserError;
import io.framewise.platform.image.BadImageException;
import io.framewise.platform.image.DecodersBusyException;
import io.framewise.platform.image.ImageDecoder;
import io.framewise.platform.image.ImageLimits;
import io.framewise.platform.image.ImageProbe;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;

/**
 * A picture from a file, read and looked at by its header, not yet decoded.
 *
 * @param path the file
 * @param bytes its content
 */
@SuppressWarnings("ArrayRecordComponent") // a file's content: never compared, never changed
record PictureFile(Path path, byte[] bytes) {

  private static final ImageLimits LIMITS = ImageLimits.DEFAULT;
  private static final String WAY_OUT = "give a JPEG, PNG, WebP, BMP or TIFF file";

  /**
   * Reads a file.
   *
   * @throws UserError when it is not there, or not a picture that is taken
   */
  static PictureFile read(Path path) {
    requireFile(path);
    return guarded(
        path,
        () -> {
          try {
            LIMITS.checkBytes(Files.size(path));
            byte[] bytes = Files.readAllBytes(path);
            ImageProbe.of(bytes, LIMITS);
            return new PictureFile(path, bytes);
          } catch (IOException e) {
            throw new UserError(path + " cannot be read", "check that you may read it", e);
          }
        });
  }

  /** Fails unless there is such a file. */
  static void requireFile(Path path) {
    if (!Files.isRegularFile(path)) {
      throw new UserError(
          path + (Files.exists(path) ? " is not a file" : " is not there"),
          "check the path; it counts from " + Path.of("").toAbsolutePath());
    }
  }

  /** All its pixels, as {@link ImageDecoder#decode} gives them. */
  BufferedImage decode() {
    return guarded(path, () -> new ImageDecoder(LIMITS).decode(bytes));
  }

  private static <T> T guarded(Path path, Supplier<T> action) {
    try {
      return action.get();
    } catch (BadImageException e) {
      throw new UserError(path + " cannot be looked at: " + e.getMessage(), WAY_OUT, e);
    } catch (DecodersBusyException e) {
      throw new UserError(
          path + " cannot be looked at now: " + e.getMessage(), "try again in a moment", e);
    }
  }
}
