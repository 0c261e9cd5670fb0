package io.framewise.connectors.folder;

import io.framewise.connectors.source.SourceBrokenException;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * Finds the files of a folder that are ready to be read: those that were modified long enough ago,
 * or have not changed since the last look. Hidden files, subfolders and names that end in {@code
 * .tmp} or {@code .part} are passed over; everything else is taken for a picture.
 *
 * <p>Not safe for use by several threads.
 */
final class FolderScan {

  private final Path folder;
  private final Duration settling;
  private Map<String, FileStamp> lastLook = Map.of();

  /** A scan of {@code folder}, whose files count as settled after {@code settling}. */
  FolderScan(Path folder, Duration settling) {
    this.folder = folder;
    this.settling = settling;
  }

  /**
   * The files that are ready at {@code now}, in the order of their names.
   *
   * @throws SourceBrokenException when the folder cannot be read
   */
  NavigableMap<String, FileStamp> ready(Instant now) {
    NavigableMap<String, FileStamp> found = look();
    NavigableMap<String, FileStamp> ready = new TreeMap<>(found);
    ready
        .entrySet()
        .removeIf(file -> !settled(file.getValue(), now) && !unchanged(file.getKey(), found));
    lastLook = found;
    return ready;
  }

  private boolean settled(FileStamp stamp, Instant now) {
    return !stamp.modified().isAfter(now.minus(settling));
  }

  private boolean unchanged(String name, Map<String, FileStamp> found) {
    return found.get(name).equals(lastLook.get(name));
  }

  private NavigableMap<String, FileStamp> look() {
    NavigableMap<String, FileStamp> found = new TreeMap<>();
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
      for (Path entry : entries) {
        add(entry, found);
      }
    } catch (IOException | DirectoryIteratorException e) {
      throw new SourceBrokenException("the folder " + folder + " cannot be read", e);
    }
    return found;
  }

  private static void add(Path entry, Map<String, FileStamp> found) throws IOException {
    String name = entry.getFileName().toString();
    if (name.startsWith(".") || name.endsWith(".tmp") || name.endsWith(".part")) {
      return;
    }
    try {
      BasicFileAttributes attributes =
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      if (!attributes.isDirectory()) {
        Instant modified = attributes.lastModifiedTime().toInstant();
        found.put(name, new FileStamp(attributes.size(), modified, attributes.isRegularFile()));
      }
    } catch (NoSuchFileException e) {
      // Removed since it was listed: there is nothing to read.
      found.remove(name);
    }
  }
}
