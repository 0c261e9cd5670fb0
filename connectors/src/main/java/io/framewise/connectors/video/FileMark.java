package io.framewise.connectors.video;

import io.framewise.connectors.video.FileWaits.Version;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * By what a file is known again: its size and time of modification; one that has grown since, by
 * its first bytes.
 *
 * @param size its size in bytes
 * @param modified time of modification, in milliseconds
 * @param head digest of its first bytes
 */
record FileMark(long size, long modified, String head) {

  private static final int HEAD_BYTES = 64 * 1024;

  /** The mark of a file now; nothing where it cannot be read. */
  static Optional<FileMark> of(Path file) {
    return Version.of(file)
        .flatMap(
            version ->
                head(file, version.size())
                    .map(
                        head ->
                            new FileMark(version.size(), version.modified().toEpochMilli(), head)));
  }

  /** Whether a file is the one that has this mark, or has only grown since. */
  boolean isOf(Path file) {
    Optional<Version> now = Version.of(file);
    if (now.isEmpty()) {
      return false;
    }
    return is(now.get()) || (now.get().size() > size && head(file, size).equals(Optional.of(head)));
  }

  /** Whether a file is the one that has this mark, as it was then. */
  boolean isUnchanged(Path file) {
    return Version.of(file).filter(this::is).isPresent();
  }

  private boolean is(Version version) {
    return version.size() == size && version.modified().toEpochMilli() == modified;
  }

  private static Optional<String> head(Path file, long size) {
    try (InputStream bytes = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      byte[] first = bytes.readNBytes((int) Math.min(HEAD_BYTES, size));
      return Optional.of(
          HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(first)));
    } catch (IOException e) {
      return Optional.empty();
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
