package io.framewise.model.openai;

import io.framewise.contract.UserError;
import io.framewise.platform.access.KeyDigest;
import io.framewise.platform.access.ShownKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The keys of which a client must show one. Only their SHA-256 is held, and all are compared in a
 * time that does not tell how much of a key was right.
 */
public final class ApiKeys {

  /** No keys: everybody may ask. */
  public static final ApiKeys NONE = new ApiKeys(List.of());

  private final List<KeyDigest> digests;

  private ApiKeys(List<KeyDigest> digests) {
    this.digests = digests;
  }

  /**
   * Reads a file with one key a line: as it is, or {@code sha256:} and its digest in hexadecimal
   * digits. Blank lines and those that begin with # are passed over.
   *
   * @throws UserError when there is no key in it; never with what stands in it
   */
  public static ApiKeys read(Path file) {
    List<KeyDigest> digests = new ArrayList<>();
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

  private static KeyDigest digest(String key, Path file, int line) {
    return KeyDigest.parse(key)
        .orElseThrow(
            () ->
                new UserError(
                    "line " + line + " of " + file + " is no SHA-256",
                    "write sha256: and 64 hexadecimal digits, or the key itself"));
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
    KeyDigest shown = KeyDigest.of(ShownKey.bearer(authorization).orElse(""));
    boolean found = false;
    for (KeyDigest digest : digests) {
      found |= digest.matches(shown);
    }
    return found;
  }
}
