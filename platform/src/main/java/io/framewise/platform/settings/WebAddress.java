package io.framewise.platform.settings;

import io.framewise.contract.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * An address of a server taken apart, so that who asks stands apart from what is asked. No error of
 * it shows the address: it may hold a password in a place where nobody expects one.
 *
 * @param url the address without user and password
 * @param user who asks, empty if the address does not say
 * @param password their password
 */
public record WebAddress(String url, String user, Secret password) {

  private static final int HIGHEST_PORT = 65_535;

  private static final Rules REGISTRY =
      new Rules(
          Set.of("http", "https"),
          false,
          "https://registry:8081/path, with neither a question mark nor an @ behind the host");

  /**
   * Which addresses are taken.
   *
   * @param schemes what may stand in front of {@code ://}
   * @param query whether something may follow a question mark
   * @param example what one looks like, for errors
   */
  public record Rules(Set<String> schemes, boolean query, String example) {}

  /**
   * Takes the address of a registry apart.
   *
   * @param key the setting, for errors
   * @throws IllegalArgumentException when it is none of a server's
   */
  static WebAddress of(String key, String text) {
    return of(key, text, REGISTRY);
  }

  /**
   * Takes an address apart.
   *
   * @param key the setting, for errors
   * @throws IllegalArgumentException when it is none that is taken
   */
  public static WebAddress of(String key, String text, Rules rules) {
    String stripped = text.strip();
    int authority = stripped.indexOf("://") + 3;
    String scheme = stripped.substring(0, Math.max(0, authority - 3)).toLowerCase(Locale.ROOT);
    if (!rules.schemes().contains(scheme)) {
      throw refused(key, rules);
    }
    int end = endOfAuthority(stripped, authority);
    int at = stripped.lastIndexOf('@', end - 1);
    if (at < authority) {
      return new WebAddress(checked(key, stripped, rules), "", Secret.NONE);
    }
    String url = scheme + "://" + stripped.substring(at + 1);
    String[] userInfo = stripped.substring(authority, at).split(":", 2);
    return new WebAddress(
        checked(key, url, rules),
        decoded(userInfo[0]),
        Secret.of(userInfo.length == 1 ? "" : decoded(userInfo[1])));
  }

  /** Whether the address said who asks. */
  public boolean hasUser() {
    return !user.isEmpty() || !password.isEmpty();
  }

  private static int endOfAuthority(String text, int from) {
    for (int i = from; i < text.length(); i++) {
      if ("/?#".indexOf(text.charAt(i)) >= 0) {
        return i;
      }
    }
    return text.length();
  }

  private static String checked(String key, String url, Rules rules) {
    try {
      URI uri = new URI(url);
      // A password with a slash ends up in the path, at the sign that was to follow it.
      boolean good =
          uri.getHost() != null
              && uri.getPort() <= HIGHEST_PORT
              && uri.getRawUserInfo() == null
              && (rules.query() || uri.getRawQuery() == null)
              && uri.getRawFragment() == null
              && uri.getRawPath().indexOf('@') < 0;
      if (good) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw refused(key, rules); // Without the cause, which quotes the address.
    }
    throw refused(key, rules);
  }

  private static IllegalArgumentException refused(String key, Rules rules) {
    return new IllegalArgumentException(
        key
            + " is not an address such as "
            + rules.example()
            + "; it is not shown, as it may hold a password");
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // A percent sign that is meant as one.
    }
  }
}
