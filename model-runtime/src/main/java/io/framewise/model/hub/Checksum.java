package io.framewise.model.hub;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The hub's checksum of a file, which it sends as the entity tag: SHA-256 of a large file, the id
 * of the git blob (SHA-1 over a header and the content) of a small one.
 *
 * @param hex its digits
 */
record Checksum(String hex) {

  private static final Pattern SHA_256 = Pattern.compile("[0-9a-f]{64}");
  private static final Pattern GIT_BLOB = Pattern.compile("[0-9a-f]{40}");
  private static final int PIECE = 1 << 20;

  /** Reads an entity tag; nothing when it is no checksum. */
  static Optional<Checksum> ofTag(String tag) {
    String hex = tag.replaceFirst("^W/", "").replace("\"", "");
    boolean known = SHA_256.matcher(hex).matches() || GIT_BLOB.matcher(hex).matches();
    return known ? Optional.of(new Checksum(hex)) : Optional.empty();
  }

  /** Whether a file has it. Reads the file once. */
  boolean matches(Path file) throws IOException {
    MessageDigest digest = digest(SHA_256.matcher(hex).matches() ? "SHA-256" : "SHA-1");
    if (GIT_BLOB.matcher(hex).matches()) {
      digest.update(("blob " + Files.size(file) + "\0").getBytes(StandardCharsets.US_ASCII));
    }
    byte[] piece = new byte[PIECE];
    try (InputStream in = Files.newInputStream(file)) {
      for (int read = in.read(piece); read >= 0; read = in.read(piece)) {
        digest.update(piece, 0, read);
      }
    }
    return HexFormat.of().formatHex(digest.digest()).equals(hex);
  }

  private static MessageDigest digest(String algorithm) {
    try {
      return MessageDigest.getInstance(algorithm);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has " + algorithm, e);
    }
  }
}
