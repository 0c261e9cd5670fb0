package io.framewise.connectors.folder;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Optional;

/**
 * Moves files of a folder, with what lies beside them, into another folder. A name that is there
 * already gets a number and is never written over. No link is followed below either folder.
 */
final class MoveAway {

  private static final int MOST_NUMBERS = 9;
  private static final int MOST_TRIES = 1000;

  private final Path folder;
  private final Path into;

  /** Moves from {@code folder} into {@code into}, which is made where it is not there. */
  MoveAway(Path folder, Path into) {
    this.folder = folder.toAbsolutePath().normalize();
    this.into = into.toAbsolutePath().normalize();
  }

  /**
   * Moves a file. One that is gone or has changed since it was read is left alone.
   *
   * @throws IOException when it cannot be moved; it still lies where it was
   */
  void move(FoundFile file) throws IOException {
    if (!isSame(file)) {
      return;
    }
    Path target = target(file.path().toAbsolutePath().normalize().getParent());
    if (folder.toRealPath().startsWith(into.toRealPath())) {
      throw new FileSystemLoopException(into.toString());
    }
    String name = file.path().getFileName().toString();
    for (int i = 1; i <= MOST_TRIES; i++) {
      String numbered = numbered(name, i, file.stamp());
      Optional<Path> marker = file.marker().map(m -> target.resolve(markerOf(m, name, numbered)));
      Optional<Path> sidecar = file.sidecar().map(s -> target.resolve(sidecarOf(s, numbered)));
      Path picture = target.resolve(numbered);
      if (isFree(marker) && isFree(sidecar) && take(picture)) {
        moveAll(file, marker, picture, sidecar);
        return;
      }
    }
    throw new FileAlreadyExistsException(name);
  }

  private static boolean isSame(FoundFile file) throws IOException {
    try {
      return FileStamp.of(file.path()).equals(file.stamp());
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  /** The same subfolder there as here. */
  private Path target(Path from) throws IOException {
    boolean inside = into.startsWith(folder);
    if (!inside && !Files.exists(into)) {
      Files.createDirectory(into);
    }
    if (!inside && !Files.isDirectory(into)) {
      throw new NotDirectoryException(into.toString());
    }
    Path whole = into.resolve(folder.relativize(from));
    int given = (inside ? folder : into).getNameCount();
    for (int i = given + 1; i <= whole.getNameCount(); i++) {
      Path at = whole.getRoot().resolve(whole.subpath(0, i));
      if (!Files.exists(at, LinkOption.NOFOLLOW_LINKS)) {
        Files.createDirectory(at);
      } else if (!Files.isDirectory(at, LinkOption.NOFOLLOW_LINKS)) {
        throw new NotDirectoryException(at.toString());
      }
    }
    return whole;
  }

  /** A name that is there often gets the time of the file in place of counting up to it. */
  private static String numbered(String name, int round, FileStamp stamp) {
    if (round == 1) {
      return name;
    }
    long number =
        round <= MOST_NUMBERS ? round : stamp.modified().toEpochMilli() + round - MOST_NUMBERS - 1;
    int dot = name.lastIndexOf('.');
    return dot > 0
        ? name.substring(0, dot) + "-" + number + name.substring(dot)
        : name + "-" + number;
  }

  private static String markerOf(FoundFile marker, String name, String numbered) {
    return numbered + marker.path().getFileName().toString().substring(name.length());
  }

  private static String sidecarOf(FoundFile sidecar, String numbered) {
    String name = sidecar.path().getFileName().toString();
    int dot = numbered.lastIndexOf('.');
    return (dot > 0 ? numbered.substring(0, dot) : numbered)
        + name.substring(name.lastIndexOf('.'));
  }

  private static boolean isFree(Optional<Path> path) {
    return path.filter(there -> Files.exists(there, LinkOption.NOFOLLOW_LINKS)).isEmpty();
  }

  /** Takes a name by an empty file, which no other process can do at the same time. */
  private static boolean take(Path path) throws IOException {
    try {
      Files.createFile(path);
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    }
  }

  /** The picture goes last: what would be left of it here must not be taken for another's. */
  private static void moveAll(
      FoundFile file, Optional<Path> marker, Path picture, Optional<Path> sidecar)
      throws IOException {
    boolean moved = false;
    try {
      moveBeside(file.marker(), marker);
      moveBeside(file.sidecar(), sidecar);
      Files.move(file.path(), picture, StandardCopyOption.REPLACE_EXISTING);
      moved = true;
    } finally {
      if (!moved) {
        Files.deleteIfExists(picture);
      }
    }
  }

  private static void moveBeside(Optional<FoundFile> file, Optional<Path> target)
      throws IOException {
    if (file.isPresent() && Files.exists(file.get().path(), LinkOption.NOFOLLOW_LINKS)) {
      Files.move(file.get().path(), target.orElseThrow());
    }
  }

  /** Why it was not moved, for people. */
  static String why(IOException e) {
    if (e instanceof AccessDeniedException) {
      return "this process may not, check its permissions";
    }
    if (e instanceof FileSystemLoopException) {
      return "it is the folder that is read, or that one lies in it";
    }
    if (e instanceof NotDirectoryException) {
      return "it is a link or no folder";
    }
    if (e instanceof NoSuchFileException) {
      return "the folder in which it should lie is not there";
    }
    return "the disk or share gives an error";
  }
}
