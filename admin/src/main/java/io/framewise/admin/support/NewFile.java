package io.framewise.admin.support;

import io.framewise.contract.UserError;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** Files that commands write for people. */
public final class NewFile {

  private NewFile() {}

  /**
   * Writes a file that is not there yet.
   *
   * @throws UserError when it is, or cannot be written
   */
  public static void write(Path file, byte[] bytes) {
    try {
      Files.write(file, bytes, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    } catch (FileAlreadyExistsException e) {
      throw new UserError(file + " is there already", "give another file with --out", e);
    } catch (IOException e) {
      throw new UserError(file + " cannot be written", "check the path and its rights", e);
    }
  }
}
