package io.framewise.platform.settings;

import io.framewise.contract.Secret;

/** Whom a TLS client trusts and who it says it is. The server's name is always checked. */
public record RegistryTls(
    @Setting(
            doc =
                "File of the certificates to trust: PEM (.pem, .crt, .cer), Java keystore (.jks) or"
                    + " PKCS 12; Java's own if empty.")
        String truststore,
    @Setting(doc = "Password of the truststore; PEM needs none.") Secret truststorePassword,
    @Setting(
            doc =
                "File of this client's key and certificates, in the same formats; none if empty. A PEM file"
                    + " holds the key (PKCS 8) and then the certificates.")
        String keystore,
    @Setting(doc = "Password of the keystore; PEM needs none.") Secret keystorePassword,
    @Setting(doc = "Password of the key, if it has one of its own.") Secret keyPassword) {

  /** What is not given is empty. */
  public RegistryTls {
    truststore = truststore == null ? "" : truststore;
    truststorePassword = truststorePassword == null ? Secret.NONE : truststorePassword;
    keystore = keystore == null ? "" : keystore;
    keystorePassword = keystorePassword == null ? Secret.NONE : keystorePassword;
    keyPassword = keyPassword == null ? Secret.NONE : keyPassword;
  }

  /** Java's own trust, and no key. */
  public static RegistryTls none() {
    return new RegistryTls("", Secret.NONE, "", Secret.NONE, Secret.NONE);
  }

  /** Whether anything differs from Java's own. */
  public boolean isSet() {
    return !truststore.isEmpty() || !keystore.isEmpty();
  }
}
