package io.framewise.connectors.folder;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Ids of frames that say which version of a file they are. */
final class FileIds {

  private static final int HASH_DIGITS = 16;

  private FileIds() {}

  /** The id of one version of a file, the same in every run. */
  static String of(String sourceId, String name, FileStamp stamp) {
    return sourceId + "-" + stamp.modified().toEpochMilli() + "-" + hash(name + "/" + stamp.size());
  }

  private static String hash(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, HASH_DIGITS);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-256", e);
    }
  }
}
