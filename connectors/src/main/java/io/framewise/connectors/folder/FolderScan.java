package io.framewise.connectors.folder;

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
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Finds the files of a folder that are ready to be read: those that were modified long enough ago,
 * or have not changed between two looks that lie long enough apart. What {@link PassedOver} names
 * is passed over; everything else is taken for a picture.
 *
 * <p>Not safe for use by several threads.
 */
final class FolderScan {

  private static final Logger LOG = LoggerFactory.getLogger(FolderScan.class);
  private static final int DEEPEST = 32;

  private final Path folder;
  private final boolean recursive;
  private final Duration settling;
  private final Attributes attributes;
  private Map<String, FoundFile> lastLook = Map.of();
  private Instant lastLookAt = Instant.MIN;
  private NavigableSet<String> subfolders = new TreeSet<>();
  private final NavigableSet<String> unseen = new TreeSet<>();
  private IOException whyUnseen;

  /** Looks at one entry of a folder. */
  @FunctionalInterface
  interface Attributes {

    /** Its attributes, of a link those of the link. */
    BasicFileAttributes of(Path entry) throws IOException;

    /** The file system's. */
    static Attributes real() {
      return entry ->
          Files.readAttributes(entry, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
    }
  }

  /** A scan of {@code folder}, whose files count as settled after {@code settling}. */
  FolderScan(Path folder, boolean recursive, Duration settling, Attributes attributes) {
    this.attributes = attributes;
    this.folder = folder;
    this.recursive = recursive;
    this.settling = settling;
  }

  /**
   * The files that are ready at {@code now}, in the order of their names below the folder.
   *
   * @param paused whether {@code settling} has passed since the last look in any case
   * @throws IOException when the folder cannot be read, or nothing in it can be looked at
   */
  NavigableMap<String, FoundFile> ready(Instant now, boolean paused) throws IOException {
    NavigableSet<String> others = new TreeSet<>();
    NavigableMap<String, FoundFile> found = new TreeMap<>();
    unseen.clear();
    look(folder, 0, found, others);
    subfolders = others;
    if (found.isEmpty() && others.isEmpty() && !unseen.isEmpty()) {
      throw whyUnseen;
    }
    boolean apart = paused || !now.minus(settling).isBefore(lastLookAt);
    NavigableMap<String, FoundFile> ready = new TreeMap<>(found);
    ready
        .entrySet()
        .removeIf(
            file ->
                !settled(file.getValue().stamp(), now)
                    && !(apart && file.getValue().equals(lastLook.get(file.getKey()))));
    if (apart || lastLookAt.equals(Instant.MIN)) {
      lastLook = found;
      lastLookAt = now;
    }
    return ready;
  }

  /** Subfolders that the last look passed over. */
  NavigableSet<String> subfolders() {
    return subfolders;
  }

  /** What the last look listed and could not look at. */
  NavigableSet<String> unseen() {
    return unseen;
  }

  private boolean settled(FileStamp stamp, Instant now) {
    return !stamp.modified().isAfter(now.minus(settling));
  }

  private void look(
      Path in, int depth, NavigableMap<String, FoundFile> found, NavigableSet<String> others)
      throws IOException {
    try (DirectoryStream<Path> entries = Files.newDirectoryStream(in)) {
      for (Path entry : entries) {
        look(entry, FileNames.of(entry), depth, found, others);
      }
    } catch (DirectoryIteratorException e) {
      throw e.getCause();
    }
  }

  private void look(
      Path entry,
      String name,
      int depth,
      NavigableMap<String, FoundFile> found,
      NavigableSet<String> others)
      throws IOException {
    BasicFileAttributes seen;
    try {
      seen = attributes.of(entry);
    } catch (NoSuchFileException e) {
      LOG.debug("{} was removed since it was listed", entry, e);
      return;
    } catch (IOException e) {
      LOG.debug("{} cannot be looked at", entry, e);
      if (!PassedOver.file(name)) {
        unseen.add(FileNames.below(folder, entry));
        whyUnseen = e;
      }
      return;
    }
    if (!seen.isDirectory()) {
      if (!PassedOver.file(name)) {
        FoundFile file = new FoundFile(entry, FileStamp.of(seen));
        found.put(FileNames.below(folder, entry), file);
      }
    } else if (!PassedOver.folder(name)) {
      lookBelow(entry, depth, found, others);
    }
  }

  private void lookBelow(
      Path entry, int depth, NavigableMap<String, FoundFile> found, NavigableSet<String> others) {
    boolean read = recursive && depth < DEEPEST;
    try {
      if (read) {
        look(entry, depth + 1, found, others);
      }
    } catch (IOException e) {
      LOG.debug("{} cannot be read", entry, e);
      read = false;
    }
    if (!read) {
      others.add(FileNames.below(folder, entry));
    }
  }
}
