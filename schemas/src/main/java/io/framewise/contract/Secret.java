package io.framewise.contract;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A password, token or any other text that must stand nowhere but where it is used. It shows itself
 * as stars: in a log, in an error, in the text of a record that holds it. A settings key is secret
 * when its type is this one.
 */
public final class Secret {

  /** What stands in its place. */
  public static final String MASK = "***";

  /** No secret. */
  public static final Secret NONE = new Secret("");

  private final String value;

  private Secret(String value) {
    this.value = value;
  }

  /** The secret that is {@code value}; none if that is null. */
  public static Secret of(String value) {
    if (value == null || value.isEmpty()) {
      return NONE;
    }
    KnownSecrets.add(value);
    return new Secret(value);
  }

  /** The text itself, for the one who must send it. */
  public String reveal() {
    return value;
  }

  /** Whether nothing was given. */
  public boolean isEmpty() {
    return value.isEmpty();
  }

  /**
   * A text of somebody else, such as a server's error, without this secret: neither as it is, nor
   * as it stands in an address, nor in Base64.
   */
  public String hideIn(String text) {
    if (text == null || value.isEmpty()) {
      return text;
    }
    String base64 = Base64.getEncoder().encodeToString(value.getBytes(StandardCharsets.UTF_8));
    return text.replace(value, MASK)
        .replace(URLEncoder.encode(value, StandardCharsets.UTF_8), MASK)
        .replace(base64, MASK);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Secret secret && secret.value.equals(value);
  }

  @Override
  public int hashCode() {
    return value.hashCode();
  }

  @Override
  public String toString() {
    return value.isEmpty() ? "" : MASK;
  }
}
