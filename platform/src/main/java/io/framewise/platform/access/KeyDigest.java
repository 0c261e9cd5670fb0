package io.framewise.platform.access;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * The SHA-256 of a key, which is all that is kept of it. Two are compared in a time that does not
 * tell how much of a key was right. Immutable.
 */
public final class KeyDigest {

  private static final String HASHED = "sha256:";
  private static final Pattern DIGITS = Pattern.compile("[0-9a-fA-F]{64}");

  private final byte[] digest;

  private KeyDigest(byte[] digest) {
    this.digest = digest;
  }

  /** The digest of a key. */
  public static KeyDigest of(String key) {
    try {
      return new KeyDigest(
          MessageDigest.getInstance("SHA-256").digest(key.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /**
   * Reads a key as a file has it: as it is, or {@code sha256:} and its digest in hexadecimal
   * digits. Empty when the digits are no digest.
   */
  public static Optional<KeyDigest> parse(String written) {
    if (!written.startsWith(HASHED)) {
      return Optional.of(of(written));
    }
    String digits = written.substring(HASHED.length());
    return DIGITS.matcher(digits).matches()
        ? Optional.of(new KeyDigest(HexFormat.of().parseHex(digits)))
        : Optional.empty();
  }

  /** Whether both are of one key. */
  public boolean matches(KeyDigest other) {
    return MessageDigest.isEqual(digest, other.digest);
  }
}
