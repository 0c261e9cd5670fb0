package io.framewise.model.openai;

import io.framewise.contract.UserError;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Pattern;

/**
 * The keys of which a client must show one. Only their SHA-256 is held, and all are compared in a
 * time that does not tell how much of a key was right.
 */
public final class ApiKeys {

  /** No keys: everybody may ask. */
  public static final ApiKeys NONE = new ApiKeys(List.of());

  private static final String BEARER = "Bearer ";
  private static final String HASHED = "sha256:";
  private static final Pattern DIGEST = Pattern.compile("[0-9a-fA-F]{64}");
  private static final int LONGEST = 512;

  private final List<byte[]> digests;

  private ApiKeys(List<byte[]> digests) {
    this.digests = digests;
  }

  /**
   * Reads a file with one key a line: as it is, or {@code sha256:} and its digest in hexadecimal
   * digits. Blank lines and those that begin with # are passed over.
   *
   * @throws UserError when there is no key in it; never with what stands in it
   */
  public static ApiKeys read(Path file) {
    List<byte[]> digests = new ArrayList<>();
    try {
      int number = 0;
      for (String line : Files.readAllLines(file)) {
        number++;
        String key = line.strip();
        if (!key.isEmpty() && !key.startsWith("#")) {
          digests.add(digest(key, file, number));
        }
      }
    } catch (IOException e) {
      throw new UserError(
          "the keys in " + file + " cannot be read", "give a text file with one key a line", e);
    }
    if (digests.isEmpty()) {
      throw new UserError("there is no key in " + file, "write one key a line into it");
    }
    return new ApiKeys(List.copyOf(digests));
  }

  private static byte[] digest(String key, Path file, int line) {
    if (!key.startsWith(HASHED)) {
      return sha256(key);
    }
    String digits = key.substring(HASHED.length());
    if (!DIGEST.matcher(digits).matches()) {
      throw new UserError(
          "line " + line + " of " + file + " is no SHA-256",
          "write sha256: and 64 hexadecimal digits, or the key itself");
    }
    return HexFormat.of().parseHex(digits);
  }

  /** Whether everybody may ask. */
  public boolean isOpen() {
    return digests.isEmpty();
  }

  /**
   * Whether a request may be answered.
   *
   * @param authorization its header of that name; null when there is none
   */
  boolean allow(String authorization) {
    if (isOpen()) {
      return true;
    }
    if (authorization == null
        || authorization.length() > LONGEST
        || !authorization.regionMatches(true, 0, BEARER, 0, BEARER.length())) {
      return false;
    }
    byte[] shown = sha256(authorization.substring(BEARER.length()).strip());
    boolean found = false;
    for (byte[] digest : digests) {
      found |= MessageDigest.isEqual(digest, shown);
    }
    return found;
  }

  private static byte[] sha256(String text) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
