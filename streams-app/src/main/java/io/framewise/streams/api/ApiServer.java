package io.framewise.streams.api;

import io.framewise.contract.UserError;
import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.contract.avro.Priority;
import io.framewise.contract.serde.SchemaRegistry;
import io.framewise.contract.topic.Topics;
import io.framewise.platform.frame.FrameReader;
import io.framewise.platform.frame.FrameRecords;
import io.framewise.platform.lifecycle.Lifecycle;
import io.framewise.platform.observe.HostName;
import io.framewise.platform.settings.KafkaSettings;
import io.framewise.streams.alert.Acknowledgements;
import io.framewise.streams.api.access.Access;
import io.framewise.streams.api.access.KeyFile;
import io.framewise.streams.api.access.RateLimit;
import io.framewise.streams.api.http.Answers;
import io.framewise.streams.api.http.Connections;
import io.framewise.streams.api.http.HostCheck;
import io.framewise.streams.api.http.Problem;
import io.framewise.streams.api.metrics.Metrics;
import io.framewise.streams.api.peers.AcrossInstances;
import io.framewise.streams.api.peers.Peers;
import io.framewise.streams.api.routes.AlertDesk;
import io.framewise.streams.api.routes.ApiParts;
import io.framewise.streams.api.routes.ApiRouter;
import io.framewise.streams.api.routes.EventFrames;
import io.framewise.streams.api.routes.FramePictures;
import io.framewise.streams.api.routes.Health;
import io.framewise.streams.api.routes.LatestAnswers;
import io.framewise.streams.api.routes.QuestionDesk;
import io.framewise.streams.api.routes.Routes;
import io.framewise.streams.api.stream.StreamClients;
import io.framewise.streams.ask.AskDesk;
import io.framewise.streams.health.WorkerWatch;
import io.framewise.streams.query.EventStream;
import io.framewise.streams.query.FeedPartition;
import io.framewise.streams.query.FeedPosition;
import io.framewise.streams.query.FeedTopic;
import io.framewise.streams.query.KafkaFeed;
import io.framewise.streams.query.Queries;
import io.framewise.streams.questions.QuestionTopic;
import io.framewise.streams.settings.ApiSettings;
import io.netty.channel.ChannelFuture;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.Router;
import java.net.BindException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.state.HostInfo;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The query API and the page, on one HTTP port. */
public final class ApiServer implements AutoCloseable {

  private static final int START_LIMIT_SECONDS = 30;
  private static final int MAX_HEADER_BYTES = 8 * 1024;
  private static final int WORKERS = 4;
  private static final long SWEEP_MS = 1000;
  private static final long KEYS_EVERY_MS = 5000;

  private static final Logger LOG = LoggerFactory.getLogger(ApiServer.class);

  private final Lifecycle parts;
  private final int port;

  private ApiServer(Lifecycle parts, int port) {
    this.parts = parts;
    this.port = port;
  }

  /**
   * Starts the server over the stores of {@code topology}.
   *
   * @throws UserError when the port is taken, the keys cannot be read, or there are none and others
   *     could reach it
   */
  public static ApiServer start(
      KafkaSettings kafka,
      SchemaRegistry registry,
      WatchedTopology topology,
      ApiSettings settings) {
    requireKeys(settings);
    Lifecycle parts = new Lifecycle();
    try {
      Vertx vertx =
          Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(WORKERS));
      parts.add("Vert.x", () -> await(vertx.close()));
      StreamClients clients =
          new StreamClients(vertx, settings.maxStreamClients(), new KafkaFeed(kafka, registry));
      ApiParts apiParts = parts(parts, kafka, registry, topology, settings, clients);
      int port =
          listen(vertx, settings, apiParts, peers(vertx, topology.streams(), settings))
              .actualPort();
      parts.add("stream clients", clients);
      return new ApiServer(parts, port);
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

  /** Nobody opens the API to others by mistake. */
  static void requireKeys(ApiSettings settings) {
    boolean loopback =
        HostName.ofListener(settings.host()).filter(HostName::isLoopback).isPresent();
    if (!loopback && settings.keys().isEmpty() && !settings.insecure()) {
      throw new UserError(
          "the API would be open to everybody who reaches " + settings.host(),
          "name a file with keys in api.keys (docs/api.md), or set api.insecure: true where something else keeps others out");
    }
  }

  private static ApiParts parts(
      Lifecycle parts,
      KafkaSettings kafka,
      SchemaRegistry registry,
      WatchedTopology topology,
      ApiSettings settings,
      StreamClients clients) {
    KafkaStreams streams = topology.streams();
    Queries queries = Queries.withCopies(streams);
    Queries ownQueries = new Queries(streams);
    Topics topics = kafka.topics();
    FrameRecords records = new FrameRecords(topics, registry);
    Duration limit = settings.frameLimit();
    FrameReader newest = parts.add("frame reader", new FrameReader(kafka, records, limit));
    FrameReader ofEvents =
        parts.add("reader of events' frames", new FrameReader(kafka, records, limit));
    FramePictures pictures = new FramePictures(queries, newest::read);
    LatestAnswers latest = new LatestAnswers(queries, System::nanoTime);
    AskDesk asks = parts.add("questions", new AskDesk(kafka, registry));
    Metrics metrics = metrics(parts, settings, topology, ownQueries, clients);
    WorkerWatch watch =
        parts.add(
            "worker watch",
            WorkerWatch.start(
                kafka,
                Stream.of(Priority.values()).map(lane -> topics.requests(lane).name()).toList(),
                ownQueries::endings));
    follow(
        parts,
        kafka,
        registry,
        clients,
        event -> {
          metrics.observe(event);
          asks.tell(event);
          latest.forget(event.getSourceId());
        });
    Acknowledgements acknowledgements =
        parts.add("acknowledgements", new Acknowledgements(kafka, registry));
    return new ApiParts(
        queries,
        latest,
        pictures,
        new EventFrames(topics, kafka.partitions(), ofEvents::readAt, pictures),
        new AlertDesk(queries, acknowledgements::send),
        asks,
        new QuestionDesk(queries, new QuestionTopic(kafka, registry)),
        clients,
        new Health(streams::state, watch::verdict, topology.restoring()),
        metrics);
  }

  private static Metrics metrics(
      Lifecycle parts,
      ApiSettings settings,
      WatchedTopology topology,
      Queries queries,
      StreamClients clients) {
    Optional<KafkaStreams> kafka =
        settings.kafkaMetrics() ? Optional.of(topology.streams()) : Optional.empty();
    Metrics metrics = parts.add("metrics", new Metrics(kafka, queries, clients));
    metrics.watch(topology.streams(), topology.stateDirectory());
    return metrics;
  }

  private static void follow(
      Lifecycle parts,
      KafkaSettings kafka,
      SchemaRegistry registry,
      StreamClients clients,
      Consumer<AnalysisEvent> events) {
    Topics topics = kafka.topics();
    EventStream<AnalysisEvent> eventStream =
        parts.add(
            "event stream",
            EventStream.startWithPlaces(
                kafka,
                registry,
                topics.events(),
                (place, event) -> {
                  events.accept(event);
                  clients.publish(
                      partition(FeedTopic.EVENTS, place.partition()), place.offset(), event);
                }));
    EventStream<Alert> alertStream =
        parts.add(
            "alert stream",
            EventStream.startWithPlaces(
                kafka,
                registry,
                topics.alerts(),
                (place, alert) ->
                    clients.publish(
                        partition(FeedTopic.ALERTS, place.partition()), place.offset(), alert)));
    clients.beginAt(begin(FeedTopic.EVENTS, eventStream.begin()));
    clients.beginAt(begin(FeedTopic.ALERTS, alertStream.begin()));
  }

  private static FeedPartition partition(FeedTopic topic, TopicPartition partition) {
    return new FeedPartition(topic, partition.partition());
  }

  private static FeedPosition begin(FeedTopic topic, Map<TopicPartition, Long> offsets) {
    return FeedPosition.of(
        offsets.entrySet().stream()
            .collect(Collectors.toMap(at -> partition(topic, at.getKey()), Map.Entry::getValue)));
  }

  /** Starts to listen, with the bounds of connections and answers of the settings. */
  static HttpServer listen(Vertx vertx, ApiSettings settings, ApiParts parts, Optional<Peers> peers)
      throws ExecutionException, InterruptedException, TimeoutException {
    Connections<HttpConnection> connections =
        new Connections<>(
            settings.maxConnections(),
            settings.idleTimeout(),
            settings.answerLimit(),
            ApiServer::cut,
            System::nanoTime);
    vertx.setPeriodic(SWEEP_MS, id -> connections.sweep());
    Answers answers = new Answers(vertx, settings.maxAnswers());
    Optional<KeyFile> keys =
        Optional.of(settings.keys())
            .filter(file -> !file.isEmpty())
            .map(file -> new KeyFile(Path.of(file)));
    keys.ifPresent(file -> refresh(vertx, file));
    Access access = new Access(keys, new RateLimit(settings.maxRequestRate(), System::nanoTime));
    Routes routes = new Routes(vertx, parts, answers, connections, InstantSource.system());
    Router router =
        new ApiRouter(vertx, routes, connections, settings.maxAskBytes(), access)
            .router(
                new HostCheck(settings.host()),
                peers.map(others -> new AcrossInstances(vertx, others, parts.queries(), answers)));
    return await(
        vertx
            .createHttpServer(options(settings))
            .connectionHandler(
                connection -> {
                  connections.opened(connection);
                  connection.closeHandler(closed -> connections.closed(connection));
                })
            .invalidRequestHandler(ApiServer::refuse)
            .requestHandler(router)
            .listen());
  }

  private static void refresh(Vertx vertx, KeyFile keys) {
    vertx.setPeriodic(
        KEYS_EVERY_MS,
        id ->
            vertx
                .<Void>executeBlocking(
                    () -> {
                      keys.refresh();
                      return null;
                    })
                .onFailure(e -> LOG.warn("the keys of the API stay as they were", e)));
  }

  /**
   * Closes a connection at once. Vert.x waits with its own close until the client has taken what is
   * under way, but this client does not take it.
   */
  private static void cut(HttpConnection connection) {
    if (connection instanceof ConnectionBase base) {
      ChannelFuture unused = base.channelHandlerContext().close();
    } else {
      connection.close();
    }
  }

  /** Answers a request that is not valid HTTP or is too large. */
  private static void refuse(HttpServerRequest request) {
    Throwable cause = request.decoderResult().cause();
    int status = 400;
    if (cause instanceof TooLongHttpLineException) {
      status = 414;
    } else if (cause instanceof TooLongHttpHeaderException) {
      status = 431;
    }
    request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    request.response().endHandler(ended -> request.connection().close());
    Problem.refused(status).writeTo(request.response());
  }

  private static Optional<Peers> peers(Vertx vertx, KafkaStreams streams, ApiSettings settings) {
    return settings
        .reachedAt()
        .map(HostInfo::buildFromEndpoint)
        .map(self -> new Peers(vertx, streams, self));
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
