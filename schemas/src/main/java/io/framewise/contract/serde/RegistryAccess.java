package io.framewise.contract.serde;

import io.framewise.contract.Secret;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import javax.net.ssl.SSLSocketFactory;

/**
 * How to reach a schema registry.
 *
 * @param url base URL of its REST API, without a user in it
 * @param user for HTTP basic authentication; none if empty
 * @param password of that user
 * @param autoRegister whether schemas that it lacks are registered, which needs write rights
 * @param sockets of TLS; Java's own if absent
 */
public record RegistryAccess(
    String url,
    String user,
    Secret password,
    boolean autoRegister,
    Optional<SSLSocketFactory> sockets) {

  private static final String BASIC = "Basic ";

  /** An open registry. */
  public static RegistryAccess open(String url) {
    return new RegistryAccess(url, "", Secret.NONE, true, Optional.empty());
  }

  /** Value of the header {@code Authorization}, where there is a user. */
  public Optional<Secret> authorization() {
    return credentials().map(encoded -> Secret.of(BASIC + encoded.reveal()));
  }

  private Optional<Secret> credentials() {
    if (user.isEmpty()) {
      return Optional.empty();
    }
    byte[] plain = (user + ":" + password.reveal()).getBytes(StandardCharsets.UTF_8);
    return Optional.of(Secret.of(Base64.getEncoder().encodeToString(plain)));
  }

  /** A text of somebody else without the password in any form in which it is sent. */
  public String hideIn(String text) {
    String hidden = password.hideIn(text);
    return credentials().map(encoded -> encoded.hideIn(hidden)).orElse(hidden);
  }
}
