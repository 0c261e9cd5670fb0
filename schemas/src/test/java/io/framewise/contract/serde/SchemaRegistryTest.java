package io.framewise.contract.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a registry that has no schema at all and counts how often it is asked. */
class SchemaRegistryTest {

  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer server;
  private SchemaRegistry registry;

  @BeforeEach
  void startServer() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::notFound);
    server.start();
    registry =
        new SchemaRegistry(
            RegistryAccess.open("http://127.0.0.1:" + server.getAddress().getPort()));
  }

  @AfterEach
  void stopServer() {
    server.stop(0);
  }

  @Test
  void shouldWaitForAnUnknownIdOnceWhenManyAreUnknown() {
    requireUnknown(1);
    assertThat(asked).as("a second try, for a registry that lags behind").hasValue(2);

    for (int id = 2; id <= 20; id++) {
      requireUnknown(id);
    }
    assertThat(asked).as("one try for each further id").hasValue(21);
  }

  @Test
  void shouldNotAskAgainForAnIdThatIsUnknown() {
    requireUnknown(1);
    int before = asked.get();

    requireUnknown(1);

    assertThat(asked).hasValue(before);
  }

  private void requireUnknown(int id) {
    assertThatThrownBy(() -> registry.schemaById(id))
        .isInstanceOf(UnknownSchemaException.class)
        .hasMessageContaining(Integer.toString(id));
  }

  private void notFound(HttpExchange exchange) throws IOException {
    asked.incrementAndGet();
    byte[] body =
        "{\"error_code\":40403,\"message\":\"Schema not found\"}".getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(404, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }
}
