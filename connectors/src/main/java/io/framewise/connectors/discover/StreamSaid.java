package io.framewise.connectors.discover;

import io.framewise.connectors.settings.SourceKind;
import io.framewise.connectors.settings.StreamAddress;
import io.framewise.contract.Secret;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/** A stream's address as a camera says it, made one that can be kept and shown. */
final class StreamSaid {

  private static final Pattern PASSWORD_FIELD =
      Pattern.compile("(?i)((?:password|passwd|pwd|pass)=)[^&_?/]*");
  private static final String PASSWORD = "${password}";

  private StreamSaid() {}

  /**
   * The address on the camera's own host, with the user who logs in and without a password; nothing
   * when it is none of a stream.
   *
   * @param said what the camera says; it may hold the password, or a form of it
   * @param host the host that the camera answers from
   */
  static Optional<String> address(String said, String host, String user, Secret password) {
    return OwnAddress.on(said, host)
        .map(address -> address.toString().replace("'", "%27"))
        .map(address -> without(password, address))
        .map(address -> withUser(address, user))
        .filter(StreamSaid::isTaken);
  }

  private static String without(Secret password, String address) {
    int authority = address.indexOf("://") + 3;
    int path = address.indexOf('/', authority);
    if (path < 0) {
      return address;
    }
    String rest = PASSWORD_FIELD.matcher(address.substring(path)).replaceAll("$1\\${password}");
    if (!password.isEmpty()) {
      rest =
          rest.replace(URLEncoder.encode(password.reveal(), StandardCharsets.UTF_8), PASSWORD)
              .replace(password.reveal(), PASSWORD);
    }
    return address.substring(0, path) + rest;
  }

  private static String withUser(String address, String user) {
    int authority = address.indexOf("://") + 3;
    String encoded = URLEncoder.encode(user, StandardCharsets.UTF_8).replace("+", "%20");
    return address.substring(0, authority)
        + (encoded.isEmpty() ? "" : encoded.replace("'", "%27") + "@")
        + address.substring(authority);
  }

  private static boolean isTaken(String address) {
    try {
      return StreamAddress.of(SourceKind.RTSP, address, "").url().startsWith("rtsp");
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
