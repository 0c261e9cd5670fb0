package io.framewise.model.openai.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpServer;
import io.framewise.model.openai.request.ApiException;
import io.framewise.platform.web.PublicAddresses;
import io.vertx.core.Vertx;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is fetched, and what no connection is made for. */
@Timeout(60)
class WebMediaTest {

  private static final int LIMIT = 1000;

  private final Vertx vertx = Vertx.vertx();
  private final AtomicInteger asked = new AtomicInteger();
  private HttpServer canary;

  @BeforeEach
  void start() throws IOException {
    canary = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 10);
    canary.createContext(
        "/",
        exchange -> {
          asked.incrementAndGet();
          String path = exchange.getRequestURI().toString();
          if (path.startsWith("/moved")) {
            exchange.getResponseHeaders().set("Location", "http://169.254.169.254/");
            exchange.sendResponseHeaders(302, -1);
          } else {
            byte[] body = new byte[path.startsWith("/large") ? LIMIT + 1 : LIMIT];
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write(body);
          }
          exchange.close();
        });
    canary.start();
  }

  @AfterEach
  void stop() {
    canary.stop(0);
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }

  private int port() {
    return canary.getAddress().getPort();
  }

  private WebMedia media(Predicate<InetAddress> allowed) {
    return new WebMedia(
        vertx,
        Set.of("allowed.example:" + port(), "127.0.0.1:" + port(), "two.example:" + port()),
        host ->
            host.equals("two.example")
                ? new InetAddress[] {
                  InetAddress.getAllByName("8.8.8.8")[0], InetAddress.getLoopbackAddress()
                }
                : new InetAddress[] {InetAddress.getLoopbackAddress()},
        allowed);
  }

  private byte[] get(Predicate<InetAddress> allowed, String url) {
    return media(allowed).get(url.replace("PORT", Integer.toString(port())), "at", LIMIT);
  }

  @Test
  void shouldGetMediaOfAHostThatIsAllowed() {
    assertThat(get(any -> true, "http://allowed.example:PORT/a.jpg?b=c")).hasSize(LIMIT);
    assertThat(get(any -> true, "HTTP://ALLOWED.example:PORT")).hasSize(LIMIT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://other.example:PORT/a.jpg",
        "http://allowed.example/a.jpg",
        "http://allowed.example:1/a.jpg",
        "https://allowed.example/a.jpg",
        "http://user@allowed.example:PORT/a.jpg",
        "http://allowed.example:PORT@other.example/a.jpg",
        "http://other.example:PORT\\@allowed.example:PORT/a.jpg",
        "http://allowed.example:PORT#@other.example/ ",
        "http://127.1:PORT/",
        "http://2130706433:PORT/",
        "http://[::1]:PORT/",
        "http://[::ffff:127.0.0.1]:PORT/",
        "http://localhost:PORT/",
        "http:///a.jpg",
        "http:a.jpg"
      })
  void shouldNotConnectForAnyOtherUrl(String url) {
    assertThatThrownBy(() -> get(any -> true, url)).isInstanceOf(ApiException.class);
    assertThat(asked).hasValue(0);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "http://allowed.example:PORT/",
        "http://127.0.0.1:PORT/",
        "http://two.example:PORT/"
      })
  void shouldNotConnectToAddressesThatAreNotPublic(String url) {
    assertThatThrownBy(() -> get(PublicAddresses::contain, url))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("not public");
    assertThat(asked).hasValue(0);
  }

  @Test
  void shouldNotBeSentOn() {
    assertThatThrownBy(() -> get(any -> true, "http://allowed.example:PORT/moved"))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("redirects are not followed");
    assertThat(asked).hasValue(1);
  }

  @Test
  void shouldNotTakeMoreThanItsLimit() {
    assertThatThrownBy(() -> get(any -> true, "http://allowed.example:PORT/large"))
        .isInstanceOf(ApiException.class)
        .hasMessageContaining("more than " + LIMIT + " bytes");
  }
}
