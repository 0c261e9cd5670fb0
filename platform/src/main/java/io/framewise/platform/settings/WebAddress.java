package io.framewise.platform.settings;

import io.framewise.contract.Secret;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * An http or https address taken apart, so that who asks stands apart from what is asked. No error
 * of it shows the address: it may hold a password in a place where nobody expects one.
 *
 * @param url the address without user and password
 * @param user who asks, empty if the address does not say
 * @param password their password
 */
record WebAddress(String url, String user, Secret password) {

  private static final int HIGHEST_PORT = 65_535;

  /**
   * Takes an address apart.
   *
   * @param key the setting, for errors
   * @throws IllegalArgumentException when it is none of a server's
   */
  static WebAddress of(String key, String text) {
    String stripped = text.strip();
    int authority = stripped.indexOf("://") + 3;
    String scheme = stripped.substring(0, Math.max(0, authority - 3)).toLowerCase(Locale.ROOT);
    if (!scheme.equals("http") && !scheme.equals("https")) {
      throw refused(key);
    }
    int end = endOfAuthority(stripped, authority);
    int at = stripped.lastIndexOf('@', end - 1);
    if (at < authority) {
      return new WebAddress(checked(key, stripped), "", Secret.NONE);
    }
    String url = scheme + "://" + stripped.substring(at + 1);
    String[] userInfo = stripped.substring(authority, at).split(":", 2);
    return new WebAddress(
        checked(key, url),
        decoded(userInfo[0]),
        Secret.of(userInfo.length == 1 ? "" : decoded(userInfo[1])));
  }

  boolean hasUser() {
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

  private static String checked(String key, String url) {
    try {
      URI uri = new URI(url);
      // A password with a slash ends up in the path, at the sign that was to follow it.
      boolean good =
          uri.getHost() != null
              && uri.getPort() <= HIGHEST_PORT
              && uri.getRawUserInfo() == null
              && uri.getRawQuery() == null
              && uri.getRawFragment() == null
              && uri.getRawPath().indexOf('@') < 0;
      if (good) {
        return url;
      }
    } catch (URISyntaxException e) {
      throw refused(key); // Without the cause, which quotes the address.
    }
    throw refused(key);
  }

  private static IllegalArgumentException refused(String key) {
    return new IllegalArgumentException(
        key
            + " is not an address such as https://registry:8081/path, with neither a question mark"
            + " nor an @ behind the host; it is not shown, as it may hold a password");
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text; // A percent sign that is meant as one.
    }
  }
}
