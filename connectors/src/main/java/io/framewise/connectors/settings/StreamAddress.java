package io.framewise.connectors.settings;

import io.framewise.contract.Secret;
import io.framewise.platform.settings.WebAddress;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

/**
 * Address of a stream, without a password. The places {@code ${user}} and {@code ${password}} in it
 * stand for them, for cameras that want them behind the question mark.
 *
 * @param url the address without user and password
 * @param user who logs in; empty for nobody
 */
public record StreamAddress(String url, String user) {

  private static final WebAddress.Rules RTSP =
      new WebAddress.Rules(Set.of("rtsp", "rtsps"), true, "rtsp://user@camera:554/stream");
  private static final WebAddress.Rules HTTP =
      new WebAddress.Rules(Set.of("http", "https"), true, "http://user@camera/picture.jpg");
  private static final String USER = "${user}";
  private static final String PASSWORD = "${password}";

  /**
   * Takes an address apart.
   *
   * @param kind which addresses are taken
   * @param text the address as people write it
   * @param user who logs in, where the address does not say; may be empty
   * @throws IllegalArgumentException when it is no such address, or holds a password
   */
  public static StreamAddress of(SourceKind kind, String text, String user) {
    // Not a character of an address, but of our two places in it.
    String plain = text.replace(USER, "USER").replace(PASSWORD, "PASSWORD");
    WebAddress parts = WebAddress.of("address", plain, kind == SourceKind.RTSP ? RTSP : HTTP);
    if (!parts.password().isEmpty()) {
      throw new IllegalArgumentException(
          "address holds a password: take it out, and say where it is with password: env:NAME or password: file:PATH");
    }
    if (!parts.user().isEmpty() && !user.isEmpty()) {
      throw new IllegalArgumentException(
          "address holds a user, and user is given too: give it once");
    }
    String own = parts.user().isEmpty() ? user : parts.user();
    return new StreamAddress(withoutUser(text.strip()), own);
  }

  /** Which addresses a kind of source takes. */
  public static WebAddress.Rules rules(SourceKind kind) {
    return kind == SourceKind.RTSP ? RTSP : HTTP;
  }

  private static String withoutUser(String text) {
    int authority = text.indexOf("://") + 3;
    int end = text.length();
    for (int i = text.length() - 1; i >= authority; i--) {
      end = "/?#".indexOf(text.charAt(i)) >= 0 ? i : end;
    }
    int at = text.lastIndexOf('@', end - 1);
    return at < authority ? text : text.substring(0, authority) + text.substring(at + 1);
  }

  /** The address as the camera is asked, with user and password. */
  public Secret with(Secret password) {
    Secret filled = filled(password);
    if (placesPassword() || (user.isEmpty() && password.isEmpty())) {
      return filled;
    }
    String full = filled.reveal();
    int authority = full.indexOf("://") + 3;
    return Secret.of(
        full.substring(0, authority)
            + encoded(user)
            + ":"
            + encoded(password.reveal())
            + "@"
            + full.substring(authority));
  }

  /** The address with user and password in their places, and nowhere else. */
  public Secret filled(Secret password) {
    return Secret.of(
        url.replace(USER, encoded(user)).replace(PASSWORD, encoded(password.reveal())));
  }

  /** Whether the address has a place for the password, so that nobody logs in besides. */
  public boolean placesPassword() {
    return url.contains(PASSWORD);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
  }

  /** Host name or number. */
  public String host() {
    return uri().getHost();
  }

  /** Port, or the scheme's own. */
  public int port() {
    int port = uri().getPort();
    return port > 0 ? port : usualPort();
  }

  private int usualPort() {
    return switch (uri().getScheme().toLowerCase(Locale.ROOT)) {
      case "rtsp" -> 554;
      case "rtsps" -> 322;
      case "https" -> 443;
      default -> 80;
    };
  }

  private URI uri() {
    return URI.create(url.replace(USER, "USER").replace(PASSWORD, "PASSWORD"));
  }

  /** The address for people: without what follows a question mark, which may be a password. */
  @Override
  public String toString() {
    int query = url.indexOf('?');
    return query < 0 ? url : url.substring(0, query) + "?...";
  }
}
