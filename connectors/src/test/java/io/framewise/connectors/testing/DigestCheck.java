package io.framewise.connectors.testing;

import com.sun.net.httpserver.HttpExchange;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.HexFormat;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The log-in of a camera in the web, by digest (RFC 7616) or as it is.
 *
 * @param user who may see it; empty for everybody
 * @param password their password
 * @param digest whether the password must not travel as it is
 */
public record DigestCheck(String user, String password, boolean digest) {

  /** Nobody has to log in. */
  public static final DigestCheck NONE = new DigestCheck("", "", false);

  private static final String NONCE = "once";

  String challenge() {
    return digest
        ? "Digest realm=\"camera\", nonce=\"" + NONCE + "\", qop=\"auth\", algorithm=MD5"
        : "Basic realm=\"camera\"";
  }

  boolean admits(HttpExchange exchange) {
    String given = exchange.getRequestHeaders().getFirst("Authorization");
    if (user.isEmpty()) {
      return true;
    }
    if (given == null) {
      return false;
    }
    String plain = user + ":" + password;
    return digest
        ? given.contains("response=\"" + response(given, exchange) + "\"")
        : given.equals(
            "Basic " + Base64.getEncoder().encodeToString(plain.getBytes(StandardCharsets.UTF_8)));
  }

  private String response(String given, HttpExchange exchange) {
    String one = md5(user + ":camera:" + password);
    String two = md5(exchange.getRequestMethod() + ":" + exchange.getRequestURI());
    return md5(
        one
            + ":"
            + NONCE
            + ":"
            + field(given, "nc")
            + ":"
            + field(given, "cnonce")
            + ":auth:"
            + two);
  }

  private static String field(String given, String name) {
    Matcher field = Pattern.compile("\\b" + name + "=\"?([^\",]*)").matcher(given);
    return field.find() ? field.group(1) : "";
  }

  private static String md5(String text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("MD5").digest(text.getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has MD5", e);
    }
  }
}
