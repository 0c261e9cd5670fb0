package io.framewise.connectors.push;

import io.framewise.connectors.settings.PushSettings;
import io.framewise.contract.UserError;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.BindException;
import java.time.InstantSource;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Takes pictures by HTTP and gives them to their sources. */
public final class PushServer implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(PushServer.class);
  private static final long LIMIT_SECONDS = 10;
  private static final long KEYS_ANEW_MS = 5000;
  private static final int MOST_CONNECTIONS = 256;
  private static final int IDLE_SECONDS = 60;
  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int MAX_LINE_BYTES = 4 * 1024;

  private final Vertx vertx;
  private final int port;

  private PushServer(Vertx vertx, int port) {
    this.vertx = vertx;
    this.port = port;
  }

  /**
   * Starts to listen.
   *
   * @param desk where the sources are found
   * @param environment variables in which keys may be
   * @throws UserError when the port is taken, or a key is not where it should be
   */
  public static PushServer start(
      PushSettings settings, PushDesk desk, Map<String, String> environment, InstantSource clock) {
    PushKeys keys = new PushKeys(settings.references(), environment);
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2));
    boolean listens = false;
    try {
      HttpServer server =
          listen(vertx, settings, new PushRoute(vertx, settings, keys, desk, clock));
      vertx.setPeriodic(KEYS_ANEW_MS, id -> refresh(vertx, keys));
      LOG.info(
          "pictures are taken at http://{}:{}/v1/frames/SOURCE",
          settings.host(),
          server.actualPort());
      listens = true;
      return new PushServer(vertx, server.actualPort());
    } catch (ExecutionException e) {
      throw cannotListen(settings, e.getCause());
    } catch (TimeoutException e) {
      throw cannotListen(settings, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw cannotListen(settings, e);
    } finally {
      if (!listens) {
        close(vertx);
      }
    }
  }

  private static void refresh(Vertx vertx, PushKeys keys) {
    Future<Void> unused =
        vertx.executeBlocking(
            () -> {
              keys.refresh();
              return null;
            });
  }

  private static HttpServer listen(Vertx vertx, PushSettings settings, PushRoute route)
      throws ExecutionException, InterruptedException, TimeoutException {
    AtomicInteger connections = new AtomicInteger();
    return await(
        vertx
            .createHttpServer(options(settings))
            .connectionHandler(
                connection -> {
                  connection.closeHandler(closed -> connections.decrementAndGet());
                  if (connections.incrementAndGet() > MOST_CONNECTIONS) {
                    connection.close();
                  }
                })
            .invalidRequestHandler(PushServer::refuse)
            .requestHandler(route)
            .listen());
  }

  private static void refuse(HttpServerRequest request) {
    Replies.refuse(
        request,
        Refusal.badRequest("the request is not well-formed, or its headers are too large"));
  }

  private static HttpServerOptions options(PushSettings settings) {
    return new HttpServerOptions()
        .setHost(settings.host())
        .setPort(settings.port())
        .setIdleTimeoutUnit(TimeUnit.SECONDS)
        .setIdleTimeout(IDLE_SECONDS)
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setMaxInitialLineLength(MAX_LINE_BYTES)
        .setHttp2ClearTextEnabled(false)
        .setCompressionSupported(false);
  }

  private static UserError cannotListen(PushSettings settings, Throwable cause) {
    String where = settings.host() + ":" + settings.port();
    if (cause instanceof BindException) {
      return new UserError(
          "port " + settings.port() + " is in use: pictures cannot be pushed to " + where,
          "stop what listens there, or set connectors.push.port to another (0 takes a free one, -1 means none)",
          cause);
    }
    return new UserError(
        "pictures cannot be pushed to " + where + ": " + cause.getMessage(),
        "check connectors.push.host and connectors.push.port",
        cause);
  }

  private static <T> T await(Future<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    close(vertx);
  }

  private static void close(Vertx vertx) {
    try {
      await(vertx.close());
    } catch (ExecutionException | TimeoutException e) {
      LOG.warn("the server for pushed pictures did not end in time", e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
