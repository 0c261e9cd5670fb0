package io.framewise.connectors.discover;

import io.framewise.contract.Secret;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Base64;

/**
 * Who asks, as a camera wants it: the password only as a digest with a number that is used once and
 * the time by the camera's own clock.
 */
final class UsernameToken {

  private static final int NONCE_BYTES = 20;
  private static final SecureRandom RANDOM = new SecureRandom();
  private static final String HEADER =
      """
      <s:Security e:mustUnderstand="true"
          xmlns:s="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd"
          xmlns:u="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd">
        <s:UsernameToken>
          <s:Username>%s</s:Username>
          <s:Password Type="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-username-token-profile-1.0#PasswordDigest">%s</s:Password>
          <s:Nonce EncodingType="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-soap-message-security-1.0#Base64Binary">%s</s:Nonce>
          <u:Created>%s</u:Created>
        </s:UsernameToken>
      </s:Security>
      """;

  private UsernameToken() {}

  /**
   * The header that says who asks; never used twice.
   *
   * @param now the time by the camera's clock
   */
  static String header(String user, Secret password, Instant now) {
    byte[] nonce = new byte[NONCE_BYTES];
    RANDOM.nextBytes(nonce);
    String created = now.truncatedTo(ChronoUnit.MILLIS).toString();
    return HEADER.formatted(
        escaped(user),
        digest(nonce, created, password),
        Base64.getEncoder().encodeToString(nonce),
        created);
  }

  /** The digest that both sides make of what they know. */
  static String digest(byte[] nonce, String created, Secret password) {
    try {
      MessageDigest sha = MessageDigest.getInstance("SHA-1");
      sha.update(nonce);
      sha.update(created.getBytes(StandardCharsets.UTF_8));
      sha.update(password.reveal().getBytes(StandardCharsets.UTF_8));
      return Base64.getEncoder().encodeToString(sha.digest());
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every JDK has SHA-1", e);
    }
  }

  /** A text as it stands in XML. */
  static String escaped(String text) {
    return text.replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace(">", "&gt;")
        .replace("\"", "&quot;");
  }
}
