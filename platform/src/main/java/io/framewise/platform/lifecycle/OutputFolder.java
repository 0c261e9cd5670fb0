package io.framewise.platform.lifecycle;

import io.framewise.contract.UserError;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.stream.Stream;

/**
 * The folder that a command fills: a new one, an empty one, or one that such a command has filled
 * before. In any other lie files of somebody, which must not be written over.
 */
public final class OutputFolder {

  /** Lies in every folder that was filled; what it holds does not matter. */
  private static final String MARK = ".framewise-output";

  private OutputFolder() {}

  /**
   * Fails when a folder holds files of others.
   *
   * @throws UserError that says what is there
   */
  public static void require(Path folder) {
    if (!Files.exists(folder, LinkOption.NOFOLLOW_LINKS)) {
      return;
    }
    if (!Files.isDirectory(folder)) {
      throw new UserError(folder + " is not a directory", "give another one with --out");
    }
    if (Files.exists(folder.resolve(MARK))) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      files
          .sorted()
          .findFirst()
          .ifPresent(
              file -> {
                throw new UserError(
                    folder + " holds other files, such as " + file.getFileName(),
                    "give a new or an empty directory with --out");
              });
    } catch (IOException e) {
      throw new UserError(folder + " cannot be read", "give another directory with --out", e);
    }
  }

  /** Marks a folder as filled by a command. */
  public static void mark(Path folder) throws IOException {
    Files.writeString(
        folder.resolve(MARK), "written by framewise, which may replace these files\n");
  }
}
