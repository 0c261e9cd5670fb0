package io.framewise.platform.access;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Optional;

/** The key in a request's header {@code Authorization}. */
public final class ShownKey {

  private static final String BEARER = "bearer ";
  private static final String BASIC = "basic ";
  private static final int LONGEST = 4096;

  private ShownKey() {}

  /**
   * The key of {@code Bearer KEY}.
   *
   * @param header the header's value; null when there is none
   */
  public static Optional<String> bearer(String header) {
    return after(BEARER, header);
  }

  /**
   * The key of {@code Bearer KEY}, or the password of {@code Basic}, as a browser sends it; the
   * name counts for nothing.
   *
   * @param header the header's value; null when there is none
   */
  public static Optional<String> bearerOrPassword(String header) {
    return bearer(header).or(() -> after(BASIC, header).flatMap(ShownKey::password));
  }

  private static Optional<String> after(String scheme, String header) {
    return header != null
            && header.length() <= LONGEST
            && header.toLowerCase(Locale.ROOT).startsWith(scheme)
        ? Optional.of(header.substring(scheme.length()).strip())
        : Optional.empty();
  }

  private static Optional<String> password(String encoded) {
    try {
      String both = new String(Base64.getDecoder().decode(encoded), StandardCharsets.UTF_8);
      int colon = both.indexOf(':');
      return colon < 0 ? Optional.empty() : Optional.of(both.substring(colon + 1));
    } catch (IllegalArgumentException e) {
      return Optional.empty(); // no base64: no key
    }
  }
}
