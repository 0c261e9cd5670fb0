package io.framewise.standalone.embedded;

import io.framewise.contract.UserError;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The directory in which a standalone Framewise keeps everything, locked for one process. The lock
 * goes with the process, however that ends.
 */
public final class DataDirectory implements AutoCloseable {

  private final Path root;
  private final FileChannel lockFile;

  private DataDirectory(Path root, FileChannel lockFile) {
    this.root = root;
    this.lockFile = lockFile;
  }

  /**
   * Creates the directory where it is missing, and locks it.
   *
   * @throws UserError when it cannot be written, or another process has it
   */
  public static DataDirectory open(Path directory) {
    Path root = directory.toAbsolutePath().normalize();
    try {
      Files.createDirectories(root);
      FileChannel channel =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (!locked(channel)) {
        channel.close();
        throw new UserError(
            "the data directory " + root + " is in use by another Framewise",
            "stop that one, or name another directory");
      }
      return new DataDirectory(root, channel);
    } catch (IOException e) {
      throw new UserError(
          "the data directory " + root + " cannot be written: " + e.getMessage(),
          "name another directory, or change its owner",
          e);
    }
  }

  private static boolean locked(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  /** The broker's data. */
  public Path broker() {
    return root.resolve("broker");
  }

  /** The schema registry's data and log. */
  public Path registry() {
    return root.resolve("registry");
  }

  /** Sample video and pictures. */
  public Path samples() {
    return root.resolve("samples");
  }

  /** Local state of the topology. */
  public Path state() {
    return root.resolve("state");
  }

  /**
   * Deletes topics, schemas and state of an earlier run; samples and models stay.
   *
   * @throws UserError when something cannot be deleted
   */
  public void clearRun() {
    for (Path part : List.of(broker(), registry(), state())) {
      try {
        delete(part);
      } catch (IOException e) {
        throw new UserError(
            "the data of an earlier run in " + part + " cannot be deleted: " + e.getMessage(),
            "delete that directory, or name another data directory",
            e);
      }
    }
  }

  private static void delete(Path directory) throws IOException {
    if (!Files.exists(directory)) {
      return;
    }
    try (Stream<Path> files = Files.walk(directory)) {
      for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(file);
      }
    }
  }

  /** {@code name} inside the directory. */
  public Path resolve(String name) {
    return root.resolve(name);
  }

  @Override
  public void close() throws IOException {
    lockFile.close();
  }
}
