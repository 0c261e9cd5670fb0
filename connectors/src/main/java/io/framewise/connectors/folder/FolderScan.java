package io.framewise.connectors.folder;

import io.framewise.connectors.settings.SourceSettings;
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
import java.util.Optional;
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
  private final Beside beside;
  private final Optional<Path> movedTo;
  private Optional<Path> leftAlone = Optional.empty();
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

  /** A scan of a folder, whose files count as settled after the interval of its polls. */
  FolderScan(SourceSettings settings, Attributes attributes) {
    this.attributes = attributes;
    this.folder = settings.path();
    this.recursive = settings.recursive();
    this.settling = settings.pollInterval();
    this.beside = new Beside(settings.readyMarker(), settings.sidecar());
    this.movedTo = settings.movedToFolder();
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
    leftAlone = movedTo.flatMap(FolderScan::real);
    look(folder, 0, found, others);
    subfolders = others;
    if (found.isEmpty() && others.isEmpty() && !unseen.isEmpty()) {
      throw whyUnseen;
    }
    boolean apart = paused || !now.minus(settling).isBefore(lastLookAt);
    NavigableMap<String, FoundFile> ready =
        beside.ready(
            found,
            (name, file) ->
                settled(file.stamp(), now) || (apart && file.equals(lastLook.get(name))),
            now);
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

  /** What people should know of pictures that wait for what lies beside others. */
  String waiting() {
    return beside.note();
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
      if (!PassedOver.file(name) || beside.isMarker(name)) {
        FoundFile file = new FoundFile(entry, FileStamp.of(seen));
        found.put(FileNames.below(folder, entry), file);
      }
    } else if (!PassedOver.folder(name) && !isLeftAlone(entry)) {
      lookBelow(entry, depth, found, others);
    }
  }

  /** Where files go that were read is nothing to read, by whatever name it is come to. */
  private boolean isLeftAlone(Path entry) {
    return leftAlone.isPresent() && leftAlone.equals(real(entry));
  }

  private static Optional<Path> real(Path path) {
    try {
      return Optional.of(path.toRealPath());
    } catch (IOException e) {
      LOG.debug("{} is not there yet", path, e);
      return Optional.empty();
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
