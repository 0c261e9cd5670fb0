package io.framewise.connectors.folder;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Instant;

/**
 * One version of a file; a file that changes becomes another picture.
 *
 * @param size size in bytes
 * @param modified time of modification
 * @param regular whether it is a regular file and no symbolic link
 */
record FileStamp(long size, Instant modified, boolean regular) {

  /** The version of a file now. */
  static FileStamp of(Path file) throws IOException {
    return of(Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS));
  }

  /** The version that these attributes tell of. */
  static FileStamp of(BasicFileAttributes attributes) {
    return new FileStamp(
        attributes.size(), attributes.lastModifiedTime().toInstant(), attributes.isRegularFile());
  }
}
