package io.framewise.admin.ledger;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import io.framewise.contract.UserError;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

class LedgerCommandTest {

  private Exception refusal;

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[]", "null", "{\"sourceId\": \"door\", \"from\": null}"})
  void shouldSayThatSomethingElseAnswers(String body) throws IOException {
    HttpServer server =
        HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(200, bytes.length == 0 ? -1 : bytes.length);
          exchange.getResponseBody().write(bytes);
          exchange.close();
        });
    server.start();
    try {
      run("--source=door", "--api=http://127.0.0.1:" + server.getAddress().getPort());
    } finally {
      server.stop(0);
    }

    assertThat(refusal).isInstanceOf(UserError.class).hasMessageContaining("not Framewise's API");
  }

  @Test
  void shouldRefuseAnAddressThatIsNone() {
    run("--source=door", "--api=door");

    assertThat(refusal).hasMessage("--api is no HTTP address");
  }

  private void run(String... arguments) {
    new CommandLine(new LedgerCommand())
        .setExecutionExceptionHandler(
            (e, line, result) -> {
              refusal = e;
              return 1;
            })
        .execute(arguments);
  }
}
