package io.framewise.connectors.folder;

import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * A file of a folder.
 *
 * @param path where it lies, of the very bytes that the folder gives
 * @param stamp which version of it was seen
 * @param marker the file that says that it is ready
 * @param sidecar the file that says more of it
 */
record FoundFile(
    Path path, FileStamp stamp, Optional<FoundFile> marker, Optional<FoundFile> sidecar) {

  /** A file with none beside it. */
  FoundFile(Path path, FileStamp stamp) {
    this(path, stamp, Optional.empty(), Optional.empty());
  }

  /** When it, or what is said of it, was last written to. */
  Instant written() {
    return sidecar
        .map(beside -> beside.stamp().modified())
        .filter(stamp.modified()::isBefore)
        .orElse(stamp.modified());
  }
}
