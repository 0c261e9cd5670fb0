package io.framewise.connectors.folder;

import io.framewise.connectors.source.PictureJudge;
import io.framewise.connectors.source.RefusedPicture;
import io.framewise.platform.frame.BadFrameException;
import io.framewise.platform.image.ImageDecoder;
import io.framewise.platform.image.ImageLimits;
import io.framewise.platform.image.ImageProbe;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedByInterruptException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads a file that claims to be a picture. At most {@link ImageLimits#maxBytes()} are read, its
 * size in pixels is checked on the header, and only then is it decoded once, which is the only way
 * to know that it is whole.
 */
final class PictureFile {

  /** What became of a file: a good picture, or a refusal. */
  sealed interface Result {

    /** A whole picture, bytes as they are in the file, and what its sidecar says. */
    record Good(ImageProbe probe, ByteBuffer bytes, Sidecar sidecar) implements Result {}

    /** Not a picture that can be used. */
    record Bad(RefusedPicture refused) implements Result {}

    /**
     * To be looked at again: it is not what it was when it was listed, or there was no room to
     * decode it.
     */
    record Later() implements Result {}

    /** It cannot be read; that may pass. */
    record Unreadable(RefusedPicture refused) implements Result {}
  }

  private static final Logger LOG = LoggerFactory.getLogger(PictureFile.class);
  private static final byte[] NOTHING = {};
  private static final ImageLimits LIMITS = PictureJudge.LIMITS;
  private static final ImageDecoder DECODER = new ImageDecoder(LIMITS);

  private PictureFile() {}

  /**
   * Reads a file that was listed under {@code name}.
   *
   * @throws InterruptedException when the thread is told to stop
   */
  static Result read(String name, FoundFile found) throws InterruptedException {
    return read(name, found, DECODER);
  }

  /** The same by another decoder. */
  static Result read(String name, FoundFile found, ImageDecoder decoder)
      throws InterruptedException {
    FileStamp stamp = found.stamp();
    if (!stamp.regular()) {
      return refuse("not-an-image", name, "it is a link or a special file", NOTHING, 0);
    }
    try {
      byte[] bytes = head(found.path());
      boolean whole = bytes.length <= LIMITS.maxBytes();
      if ((whole && bytes.length != stamp.size()) || !stamp.equals(FileStamp.of(found.path()))) {
        return new Result.Later();
      }
      long size = whole ? bytes.length : stamp.size();
      try {
        return judge(name, bytes, size, Sidecar.of(found), decoder);
      } catch (BadFrameException e) {
        return refuse(e.category(), name, e.getMessage(), bytes, size);
      }
    } catch (NoSuchFileException e) {
      return new Result.Later();
    } catch (ClosedByInterruptException e) {
      throw (InterruptedException) new InterruptedException("while reading " + name).initCause(e);
    } catch (IOException e) {
      LOG.debug("{} cannot be read", name, e);
      String why =
          e instanceof AccessDeniedException
              ? "it cannot be read: this process may not, check its permissions"
              : "it cannot be read, the disk or share gives an error";
      return new Result.Unreadable(refusal("not-an-image", name, why, NOTHING, stamp.size()));
    }
  }

  private static Result judge(
      String name, byte[] bytes, long size, Sidecar sidecar, ImageDecoder decoder) {
    PictureJudge.Verdict verdict = new PictureJudge(decoder).judge(name, bytes, size);
    if (verdict instanceof PictureJudge.Verdict.Good good) {
      return new Result.Good(good.probe(), ByteBuffer.wrap(bytes), sidecar);
    }
    if (verdict instanceof PictureJudge.Verdict.Bad bad) {
      return new Result.Bad(bad.refused());
    }
    LOG.warn("{} is tried again: {}", name, ((PictureJudge.Verdict.Busy) verdict).reason());
    return new Result.Later();
  }

  private static Result refuse(
      String category, String name, String message, byte[] bytes, long size) {
    return new Result.Bad(refusal(category, name, message, bytes, size));
  }

  private static RefusedPicture refusal(
      String category, String name, String message, byte[] bytes, long size) {
    return new RefusedPicture(category, name + ": " + message, name, ByteBuffer.wrap(bytes), size);
  }

  /** All bytes of a file that is small enough, else one more than are taken. */
  private static byte[] head(Path file) throws IOException {
    try (InputStream input =
        Files.newInputStream(file, StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS)) {
      return input.readNBytes(LIMITS.maxBytes() + 1);
    }
  }
}
