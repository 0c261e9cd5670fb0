package io.framewise.platform.settings;

import io.framewise.contract.Secret;
import io.framewise.contract.UserError;
import io.framewise.contract.serde.RegistryAccess;
import java.util.Optional;

/** How to reach the schema registry. The same for every deployable. */
public record RegistrySettings(
    @Setting(
            value = "http://localhost:8081/apis/ccompat/v7",
            doc =
                "Base URL of a registry with Confluent's REST API. A user and password in it are taken"
                    + " out and used as registry.user and registry.password.")
        String url,
    @Setting(doc = "User of the registry, for HTTP basic authentication; none if empty.")
        String user,
    @Setting(doc = "Password of that user.") Secret password,
    @Setting(
            value = "true",
            doc =
                "Whether schemas that the registry lacks are registered at start, and their subjects set"
                    + " to FULL_TRANSITIVE compatibility. False only reads: a registry without write"
                    + " rights will do, once the schemas are there.")
        boolean autoRegister,
    @Setting(doc = "TLS to a registry whose URL begins with https.") RegistryTls tls) {

  /** Takes user and password out of the URL, and checks what is left of it. */
  public RegistrySettings {
    Check.given("url", url);
    WebAddress address = WebAddress.of("url", url);
    url = address.url();
    user = user == null ? "" : user;
    password = password == null ? Secret.NONE : password;
    if (address.hasUser()) {
      if (!user.isEmpty() || !password.isEmpty()) {
        throw new IllegalArgumentException(
            "url holds a user, and user or password are given too; give them once");
      }
      user = address.user();
      password = address.password();
    }
    if (user.isEmpty() && !password.isEmpty()) {
      throw new IllegalArgumentException("password is given without user");
    }
    if (user.indexOf(':') >= 0) {
      throw new IllegalArgumentException("user must not hold a colon");
    }
    tls = tls == null ? RegistryTls.none() : tls;
  }

  /** An open registry. */
  public RegistrySettings(String url) {
    this(url, "", Secret.NONE, true, RegistryTls.none());
  }

  /**
   * The registry that these settings name.
   *
   * @throws UserError when the files of {@code registry.tls} cannot be used
   */
  public RegistryAccess access() {
    return new RegistryAccess(
        url,
        user,
        password,
        autoRegister,
        tls.isSet() ? Optional.of(RegistrySockets.of(tls)) : Optional.empty());
  }
}
