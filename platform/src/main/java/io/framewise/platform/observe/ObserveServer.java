package io.framewise.platform.observe;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers {@code /health/live}, {@code /health/ready} and {@code /metrics} of a process that has no
 * API. A few threads of its own and a few connections: who asks too much is turned away and takes
 * nothing from the work itself.
 */
public final class ObserveServer implements AutoCloseable {

  /** Value of a port setting that means no server. */
  public static final int OFF = -1;

  private static final Logger LOG = LoggerFactory.getLogger(ObserveServer.class);
  private static final int THREADS = 4;
  private static final int WAITING = 16;
  private static final int OK = 200;
  private static final int DOWN = 503;
  private static final String JSON = "application/json";

  static {
    // Read by the JDK's server when it is first used: who is slow in asking, or in taking the
    // answer, holds one of the few threads no longer than these seconds.
    setUnlessGiven("sun.net.httpserver.maxReqTime", "10");
    setUnlessGiven("sun.net.httpserver.maxRspTime", "10");
    setUnlessGiven("jdk.httpserver.maxConnections", "64");
  }

  private final HttpServer server;
  private final RequestRules rules;
  private final ThreadPoolExecutor threads;

  private ObserveServer(HttpServer server, RequestRules rules) {
    this.server = server;
    this.rules = rules;
    this.threads =
        new ThreadPoolExecutor(
            THREADS,
            THREADS,
            1,
            TimeUnit.MINUTES,
            new ArrayBlockingQueue<>(WAITING),
            ObserveServer::thread);
    threads.allowCoreThreadTimeOut(true);
  }

  private static void setUnlessGiven(String property, String value) {
    if (System.getProperty(property) == null) {
      System.setProperty(property, value);
    }
  }

  private static Thread thread(Runnable task) {
    Thread thread = new Thread(task, "observe");
    thread.setDaemon(true);
    return thread;
  }

  /**
   * Starts to answer. A process must not end because nobody can ask how it is: where the port is
   * taken, that is said and the process goes on without.
   *
   * @param section the section of the settings that the address stands in, for the log
   * @param port port to listen on, 0 for a free one, {@link #OFF} for none
   * @param metrics the meters in Prometheus' text format
   * @return the server, to be closed; null where there is none
   */
  public static ObserveServer start(
      String section, String host, int port, Health health, Supplier<String> metrics) {
    if (port == OFF) {
      return null;
    }
    try {
      ObserveServer server =
          new ObserveServer(
              HttpServer.create(new InetSocketAddress(host, port), WAITING),
              new RequestRules(host));
      server.serve(health, metrics);
      LOG.info("health and meters at http://{}:{}/health/ready and /metrics", host, server.port());
      return server;
    } catch (IOException | RuntimeException e) {
      LOG.warn(
          "no health and no meters: {}:{} cannot be listened on ({}); set {}.health.port, -1 for none",
          host,
          port,
          e.getMessage(),
          section);
      return null;
    }
  }

  private void serve(Health health, Supplier<String> metrics) {
    server.setExecutor(threads);
    server.createContext("/", exchange -> answer(exchange, health, metrics));
    server.start();
  }

  /** Port that it listens on. */
  public int port() {
    return server.getAddress().getPort();
  }

  private void answer(HttpExchange exchange, Health health, Supplier<String> metrics)
      throws IOException {
    Optional<RequestRules.Refusal> refusal = rules.refusal(exchange);
    if (refusal.isPresent()) {
      send(exchange, refusal.get());
      return;
    }
    try {
      switch (exchange.getRequestURI().getPath()) {
        case "/health", "/health/ready" -> send(exchange, health.ready());
        case "/health/live" -> send(exchange, health.live());
        case "/metrics" -> send(exchange, OK, "text/plain; version=0.0.4", metrics.get());
        default -> send(exchange, RequestRules.NO_SUCH_PAGE);
      }
    } catch (RuntimeException e) {
      LOG.warn("no answer to {}", exchange.getHttpContext().getPath(), e);
      send(exchange, new Health.Answer(false, "it cannot be found out"));
    }
  }

  private static void send(HttpExchange exchange, RequestRules.Refusal refusal) throws IOException {
    exchange.getResponseHeaders().set("Allow", RequestRules.ALLOWED);
    if (refusal.status() == RequestRules.NO_CONTENT) {
      try (exchange) {
        exchange.sendResponseHeaders(refusal.status(), -1);
      }
      return;
    }
    String json =
        JsonNodeFactory.instance
            .objectNode()
            .put("title", refusal.title())
            .put("status", refusal.status())
            .put("detail", refusal.detail())
            .toString();
    send(exchange, refusal.status(), "application/problem+json", json);
  }

  private static void send(HttpExchange exchange, Health.Answer answer) throws IOException {
    String json =
        JsonNodeFactory.instance
            .objectNode()
            .put("status", answer.up() ? "up" : "down")
            .put("detail", answer.detail())
            .toString();
    send(exchange, answer.up() ? OK : DOWN, JSON, json);
  }

  private static void send(HttpExchange exchange, int status, String type, String text)
      throws IOException {
    try (exchange) {
      byte[] body = text.getBytes(StandardCharsets.UTF_8);
      boolean head = exchange.getRequestMethod().equals("HEAD");
      exchange.getResponseHeaders().set("Content-Type", type);
      if (head) {
        exchange.getResponseHeaders().set("Content-Length", Integer.toString(body.length));
      }
      exchange.sendResponseHeaders(status, head ? -1 : body.length);
      if (!head) {
        exchange.getResponseBody().write(body);
      }
    }
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
