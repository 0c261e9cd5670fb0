package io.framewise.connectors.folder;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HexFormat;

/** Ids of the pictures of one folder. Not safe for use by several threads. */
final class FrameIds {

  private static final int HASH_DIGITS = 16;

  private final String sourceId;
  private final long runStart;
  private long next;

  FrameIds(String sourceId, Instant runStart) {
    this.sourceId = sourceId;
    this.runStart = runStart.toEpochMilli();
  }

  /** An id that no other picture of this or another run has. */
  String next() {
    return sourceId + "-" + runStart + "-" + next++;
  }

  /** The id of one version of a file, the same in every run. */
  String ofFile(String name, FileStamp stamp) {
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
