package io.framewise.connectors.testing;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;

/** A certificate that a camera has made for itself. */
public final class OwnCertificate {

  private static final String PASSWORD = "changeit";

  private OwnCertificate() {}

  /** What a server with such a certificate needs; its key is made in {@code folder}. */
  public static SSLContext context(Path folder)
      throws IOException, InterruptedException, GeneralSecurityException {
    Path keys = folder.resolve("camera.p12");
    Path tool = Path.of(System.getProperty("java.home"), "bin", "keytool");
    new ProcessBuilder(
            tool.toString(),
            "-genkeypair",
            "-alias",
            "camera",
            "-keyalg",
            "EC",
            "-dname",
            "CN=localhost",
            "-storepass",
            PASSWORD,
            "-keystore",
            keys.toString())
        .redirectErrorStream(true)
        .redirectOutput(ProcessBuilder.Redirect.DISCARD)
        .start()
        .waitFor();
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(keys)) {
      store.load(in, PASSWORD.toCharArray());
    }
    KeyManagerFactory factory =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    factory.init(store, PASSWORD.toCharArray());
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(factory.getKeyManagers(), null, null);
    return context;
  }
}
