package io.framewise.standalone.embedded;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Predicate;

/**
 * Stands before a registry and lets through what it likes. What it refuses is answered in a way
 * that a careless server has: with all that it was sent.
 */
final class RegistryGate implements AutoCloseable {

  private final HttpServer server;
  private final ExecutorService threads = Executors.newFixedThreadPool(8);
  private final HttpClient client = HttpClient.newHttpClient();
  private final String target;
  private final int refusal;
  private final Predicate<String> refused;
  private final List<String> refusals = new CopyOnWriteArrayList<>();

  /**
   * A gate.
   *
   * @param target base URL of the registry
   * @param refusal HTTP status of what is refused
   * @param refused which requests, by "METHOD path"
   */
  RegistryGate(String target, int refusal, Predicate<String> refused) throws IOException {
    this.target = target;
    this.refusal = refusal;
    this.refused = refused;
    this.server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::pass);
    server.start();
  }

  /** Whether a request changes anything; a look-up is a POST to a subject itself. */
  static boolean writes(String request) {
    return request.startsWith("PUT ")
        || request.startsWith("DELETE ")
        || (request.startsWith("POST ") && request.endsWith("/versions"));
  }

  String host() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  String url() {
    return "http://" + host();
  }

  List<String> refusals() {
    return refusals;
  }

  private void pass(HttpExchange exchange) throws IOException {
    try (exchange) {
      byte[] body = exchange.getRequestBody().readAllBytes();
      String request = exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath();
      if (refused.test(request)) {
        refusals.add(request);
        String said = String.valueOf(exchange.getRequestHeaders().entrySet()).replace('"', '\'');
        answer(
            exchange,
            refusal,
            ("{\"error_code\":" + refusal + ",\"message\":\"not you: " + said + "\"}")
                .getBytes(StandardCharsets.UTF_8));
        return;
      }
      HttpResponse<byte[]> answer =
          client.send(forward(exchange, body), BodyHandlers.ofByteArray());
      answer(exchange, answer.statusCode(), answer.body());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private HttpRequest forward(HttpExchange exchange, byte[] body) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(target + exchange.getRequestURI()))
            .method(exchange.getRequestMethod(), BodyPublishers.ofByteArray(body));
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    if (type != null) {
      request.header("Content-Type", type);
    }
    return request.build();
  }

  private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
    exchange.getResponseHeaders().set("Content-Type", "application/vnd.schemaregistry.v1+json");
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
