package io.framewise.streams.api;

import io.framewise.contract.frame.FrameReader;
import io.framewise.contract.frame.FrameRecords;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.lifecycle.Lifecycle;
import io.framewise.platform.lifecycle.UserError;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.streams.alert.Acknowledgements;
import io.framewise.streams.query.EventStream;
import io.framewise.streams.query.Queries;
import io.framewise.streams.settings.ApiSettings;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import java.net.BindException;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;

/** The query API and the page, on one HTTP port. */
public final class ApiServer implements AutoCloseable {

  private static final int START_LIMIT_SECONDS = 30;
  private static final int MAX_HEADER_BYTES = 8 * 1024;
  private static final int WORKERS = 4;

  private final Lifecycle parts;
  private final int port;

  private ApiServer(Lifecycle parts, int port) {
    this.parts = parts;
    this.port = port;
  }

  /**
   * Starts the server over the stores of {@code streams}.
   *
   * @throws UserError when the port is taken
   */
  public static ApiServer start(
      KafkaSettings kafka, SchemaRegistry registry, KafkaStreams streams, ApiSettings settings) {
    Lifecycle parts = new Lifecycle();
    try {
      Vertx vertx =
          Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(WORKERS));
      parts.add("Vert.x", () -> await(vertx.close()));
      Queries queries = Queries.withCopies(streams);
      Topics topics = Topics.of(kafka);
      FrameRecords records = new FrameRecords(topics, registry);
      FrameReader reader =
          parts.add("frame reader", new FrameReader(kafka, records, settings.frameLimit()));
      StreamClients clients = new StreamClients(vertx, settings.maxStreamClients());
      Metrics metrics = parts.add("metrics", new Metrics(streams, new Queries(streams), clients));
      parts.add(
          "event stream", EventStream.start(kafka, registry, topics.events(), clients::publish));
      parts.add(
          "alert stream", EventStream.start(kafka, registry, topics.alerts(), clients::publish));
      Acknowledgements acknowledgements =
          parts.add("acknowledgements", new Acknowledgements(kafka, registry));
      Routes routes =
          new Routes(
              vertx,
              new ApiParts(
                  queries,
                  new FramePictures(queries, reader),
                  new AlertDesk(queries, acknowledgements),
                  clients,
                  new Health(streams),
                  metrics));
      HttpServer server =
          await(
              vertx
                  .createHttpServer(options(settings))
                  .requestHandler(
                      routes.router(
                          new HostCheck(settings.host()), across(vertx, streams, settings)))
                  .listen());
      parts.add("stream clients", clients);
      return new ApiServer(parts, server.actualPort());
    } catch (ExecutionException e) {
      parts.close();
      throw cannotListen(settings, e.getCause());
    } catch (RuntimeException e) {
      parts.close();
      throw e;
    } catch (InterruptedException | TimeoutException e) {
      parts.close();
      throw new UserError("the API did not start", "see the log", e);
    }
  }

  private static Optional<AcrossInstances> across(
      Vertx vertx, KafkaStreams streams, ApiSettings settings) {
    return settings
        .reachedAt()
        .map(HostInfo::buildFromEndpoint)
        .map(self -> new AcrossInstances(new Peers(vertx, streams, self)));
  }

  private static HttpServerOptions options(ApiSettings settings) {
    return new HttpServerOptions()
        .setHost(settings.host())
        .setPort(settings.port())
        .setIdleTimeoutUnit(TimeUnit.MILLISECONDS)
        .setIdleTimeout(Math.toIntExact(settings.idleTimeout().toMillis()))
        .setMaxHeaderSize(MAX_HEADER_BYTES)
        .setHttp2ClearTextEnabled(false)
        .setCompressionSupported(false);
  }

  private static UserError cannotListen(ApiSettings settings, Throwable cause) {
    String where = settings.host() + ":" + settings.port();
    if (cause instanceof BindException) {
      return new UserError(
          "port " + settings.port() + " is in use: the API cannot listen on " + where,
          "stop what listens there, or choose another with --set api.port=8090 (0 takes a free one)",
          cause);
    }
    return new UserError(
        "the API cannot listen on " + where + ": " + cause.getMessage(),
        "check api.host and api.port",
        cause);
  }

  private static <T> T await(io.vertx.core.Future<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future
        .toCompletionStage()
        .toCompletableFuture()
        .get(START_LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  /** The port it listens on. */
  public int port() {
    return port;
  }

  @Override
  public void close() {
    parts.close();
  }
}
