package io.framewise.model.checkpoint;

import io.framewise.contract.UserError;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;

/** SHA-256 over files in order, first 16 hexadecimal digits. Reads each file once, in pieces. */
final class CheckpointDigest {

  private static final int PIECE = 1 << 20;
  private static final int DIGITS = 16;

  private CheckpointDigest() {}

  static String of(List<Path> files) {
    MessageDigest digest = sha256();
    byte[] piece = new byte[PIECE];
    for (Path file : files) {
      try (InputStream in = Files.newInputStream(file)) {
        for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
          digest.update(piece, 0, read);
        }
      } catch (IOException e) {
        throw new UserError(file + " cannot be read", "check the file and its permissions", e);
      }
    }
    return HexFormat.of().formatHex(digest.digest()).substring(0, DIGITS);
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
