package io.framewise.platform.settings;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.framewise.contract.Secret;
import io.framewise.contract.UserError;
import io.framewise.contract.serde.SchemaRegistry;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.security.ssl.DefaultSslEngineFactory;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A registry behind TLS, with a certificate that only its own truststore knows. */
class RegistryTlsTest {

  private static final String MARKER = "m4rker-password";
  private static final Duration LIMIT = Duration.ofSeconds(10);

  @TempDir private static Path directory;
  private static Path keystore;
  private static Path pem;
  private static HttpsServer server;

  @BeforeAll
  static void start() throws Exception {
    keystore = directory.resolve("server.p12");
    pem = directory.resolve("server.pem");
    keytool("-genkeypair", "-keyalg", "EC", "-dname", "CN=registry", "-ext", "san=dns:localhost");
    keytool("-exportcert", "-rfc", "-file", pem.toString());
    server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    try (DefaultSslEngineFactory factory = new DefaultSslEngineFactory()) {
      factory.configure(
          new ConfigDef()
              .withClientSslSupport()
              .parse(
                  Map.of(
                      "ssl.keystore.type",
                      "PKCS12",
                      "ssl.keystore.location",
                      keystore.toString(),
                      "ssl.keystore.password",
                      MARKER)));
      server.setHttpsConfigurator(new HttpsConfigurator(factory.sslContext()));
    }
    server.createContext(
        "/",
        exchange -> {
          byte[] body = "[]".getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, body.length);
          exchange.getResponseBody().write(body);
          exchange.close();
        });
    server.start();
  }

  @AfterAll
  static void stop() {
    server.stop(0);
  }

  private static void keytool(String... arguments) throws IOException, InterruptedException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "keytool").toString());
    command.addAll(List.of(arguments));
    command.addAll(
        List.of("-alias", "one", "-storepass", MARKER, "-keystore", keystore.toString()));
    Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
    String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
  }

  private static void ask(String host, String truststore, String password) {
    RegistryTls tls =
        new RegistryTls(truststore, Secret.of(password), "", Secret.NONE, Secret.NONE);
    String url = "https://" + host + ":" + server.getAddress().getPort();
    new SchemaRegistry(new RegistrySettings(url, "", Secret.NONE, true, tls).access())
        .awaitReady(LIMIT);
  }

  @Test
  void shouldTrustWhatItsTruststoreHolds() {
    assertThatCode(() -> ask("localhost", keystore.toString(), MARKER)).doesNotThrowAnyException();
    assertThatCode(() -> ask("localhost", pem.toString(), "")).doesNotThrowAnyException();
  }

  @Test
  void shouldSayAtOnceThatItDoesNotTrustTheRegistry() {
    assertThatThrownBy(() -> ask("localhost", "", ""))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("TLS with the schema registry at https://localhost:")
        .hasMessageContaining("certification path");
  }

  @Test
  void shouldNotTakeOneServersCertificateForAnother() {
    assertThatThrownBy(() -> ask("127.0.0.1", pem.toString(), ""))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("TLS with the schema registry at https://127.0.0.1:");
  }

  @Test
  void shouldNameATruststoreThatCannotBeUsedAndNotItsPassword() {
    assertThatThrownBy(() -> ask("localhost", keystore.toString(), "wrong-" + MARKER))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("registry.tls")
        .hasMessageNotContaining(MARKER)
        .hasNoCause();
    assertThatThrownBy(() -> ask("localhost", "/nowhere.pem", MARKER))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("registry.tls.truststore /nowhere.pem cannot be read");
  }
}
