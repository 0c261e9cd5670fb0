package io.framewise.platform.settings;

import io.framewise.contract.Secret;
import io.framewise.contract.UserError;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import javax.net.ssl.SSLSocketFactory;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.SslConfigs;
import org.apache.kafka.common.config.types.Password;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;

/**
 * The sockets of the registry client, as Kafka's own clients make theirs: the same files in the
 * same formats serve both. The JDK's HTTPS checks the server's name.
 */
final class RegistrySockets {

  private RegistrySockets() {}

  /**
   * Sockets for these settings.
   *
   * @throws UserError when a file cannot be read or a password does not open it
   */
  static SSLSocketFactory of(RegistryTls tls) {
    Map<String, Object> config = new HashMap<>();
    if (!tls.truststore().isEmpty()) {
      String file = file("truststore", tls.truststore());
      config.put(SslConfigs.SSL_TRUSTSTORE_LOCATION_CONFIG, file);
      config.put(SslConfigs.SSL_TRUSTSTORE_TYPE_CONFIG, type(file));
      put(config, SslConfigs.SSL_TRUSTSTORE_PASSWORD_CONFIG, tls.truststorePassword());
    }
    if (!tls.keystore().isEmpty()) {
      String file = file("keystore", tls.keystore());
      config.put(SslConfigs.SSL_KEYSTORE_LOCATION_CONFIG, file);
      config.put(SslConfigs.SSL_KEYSTORE_TYPE_CONFIG, type(file));
      put(config, SslConfigs.SSL_KEYSTORE_PASSWORD_CONFIG, tls.keystorePassword());
      put(config, SslConfigs.SSL_KEY_PASSWORD_CONFIG, tls.keyPassword());
    }
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      factory.configure(new ConfigDef().withClientSslSupport().parse(config));
      return factory.sslContext().getSocketFactory();
    } catch (KafkaException e) {
      throw new UserError(
          "the files of registry.tls cannot be used: " + innermost(e),
          "check their format and their passwords (registry.tls.truststore-password and others)");
    }
  }

  private static String file(String key, String file) {
    try {
      if (Files.isReadable(Path.of(file))) {
        return file;
      }
    } catch (InvalidPathException e) {
      // Said below.
    }
    throw new UserError(
        "registry.tls." + key + " " + file + " cannot be read", "check the path and its rights");
  }

  private static String type(String file) {
    String name = file.toLowerCase(Locale.ROOT);
    if (name.endsWith(".pem") || name.endsWith(".crt") || name.endsWith(".cer")) {
      return DefaultSslEngineFactory.PEM_TYPE;
    }
    return name.endsWith(".jks") ? "JKS" : "PKCS12";
  }

  private static void put(Map<String, Object> config, String key, Secret password) {
    if (!password.isEmpty()) {
      config.put(key, new Password(password.reveal()));
    }
  }

  private static String innermost(Throwable e) {
    Throwable cause = e;
    while (cause.getCause() != null) {
      cause = cause.getCause();
    }
    return cause.getMessage();
  }
}
