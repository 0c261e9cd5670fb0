package io.framewise.model.openai;

import io.framewise.contract.UserError;
import io.framewise.model.openai.media.Exhibition;
import io.framewise.model.openai.media.MediaSource;
import io.framewise.model.openai.media.TileSpace;
import io.framewise.model.openai.media.WebMedia;
import io.framewise.model.openai.request.ApiError;
import io.framewise.model.openai.request.RequestReader;
import io.framewise.platform.lifecycle.Lifecycle;
import io.framewise.platform.observe.Health;
import io.framewise.platform.observe.ProcessMeters;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import io.vertx.core.http.HttpServer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.http.HttpServerRequest;
import java.net.BindException;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Supplier;

/**
 * A model behind HTTP. It listens from the start; while the model loads it says so to whoever asks.
 */
public final class OpenAiServer implements AutoCloseable {

  private static final int START_LIMIT_SECONDS = 30;
  private static final int MAX_HEADER_BYTES = 16 * 1024;
  private static final int LONGEST_BODY = 64 * 1024 * 1024;

  /** A body takes its bytes several times over until its pictures are decoded. */
  private static final int SHARE_OF_HEAP = 16;

  private static final int SHARE_OF_A_BODY = 2 * SHARE_OF_HEAP;
  private static final int THREADS = 2;
  private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(60);
  private static final long SWEEP_MS = 5000;
  private static final Duration ENGINE_LIMIT = Duration.ofSeconds(10);
  private static final long LOOK_AGAIN_MS = 20;

  private final Lifecycle parts = new Lifecycle();
  private final Pace pace;
  private final ServerOptions options;
  private final ModelDesk desk;
  private final Visits visits;
  private final Routes routes;
  private final CompletableFuture<Void> open;
  private final int port;

  /**
   * How long it waits.
   *
   * @param ping how long a stream may be silent
   * @param drain how long answers that have begun may take to their end when it closes
   */
  record Pace(Duration ping, Duration drain) {

    static final Pace USUAL = new Pace(Duration.ofSeconds(15), Duration.ofSeconds(10));
  }

  private OpenAiServer(ServerOptions options, Supplier<ServedModel> loader, Vertx vertx, Pace pace)
      throws ExecutionException, InterruptedException, TimeoutException {
    this.options = options;
    this.pace = pace;
    parts.add("Vert.x", () -> await(vertx.close()));
    long heap = Runtime.getRuntime().maxMemory();
    int longest = (int) Math.min(LONGEST_BODY, heap / SHARE_OF_A_BODY);
    visits = new Visits(new Places(options.mostRequests(), heap / SHARE_OF_HEAP));
    desk = ModelDesk.start(loader);
    ExecutorService readers = executor("read");
    ExecutorService pictures = executor("pictures");
    PrometheusMeterRegistry meters = ProcessMeters.create();
    parts.add("meters", meters::close);
    ServeMeters told = new ServeMeters(visits.places(), desk, meters);
    ChatRoute chat =
        new ChatRoute(
            vertx,
            desk,
            visits,
            new ChatRoute.Staff(readers, pictures, longest, pace.ping().toMillis()),
            new RequestReader(longest, new UnknownFields()::tell));
    routes = new Routes(new Access(options), desk, meters::scrape, chat);
    HttpServer server = listen(vertx, told);
    port = server.actualPort();
    open = desk.loaded().thenAccept(model -> open(model, vertx));
    CompletableFuture<Void> unused = desk.failure().thenAccept(this::failed);
  }

  /**
   * Starts to listen and to load the model.
   *
   * @param loader loads the model, on the thread that will call it
   * @throws UserError when it cannot listen there
   */
  public static OpenAiServer start(ServerOptions options, Supplier<ServedModel> loader) {
    return start(options, loader, Pace.USUAL);
  }

  static OpenAiServer start(ServerOptions options, Supplier<ServedModel> loader, Pace pace) {
    Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2));
    try {
      return new OpenAiServer(options, loader, vertx, pace);
    } catch (ExecutionException e) {
      throw cannotListen(options, e.getCause());
    } catch (InterruptedException | TimeoutException e) {
      throw new UserError("the server did not start", "see the log", e);
    }
  }

  private HttpServer listen(Vertx vertx, ServeMeters meters)
      throws ExecutionException, InterruptedException, TimeoutException {
    OpenConnections connections = new OpenConnections(IDLE_NANOS);
    vertx.setPeriodic(SWEEP_MS, id -> connections.sweep());
    return await(
        vertx
            .createHttpServer(
                new HttpServerOptions()
                    .setHost(options.host())
                    .setPort(options.port())
                    .setMaxHeaderSize(MAX_HEADER_BYTES)
                    .setHttp2ClearTextEnabled(false)
                    .setCompressionSupported(false))
            .connectionHandler(connections::opened)
            .invalidRequestHandler(OpenAiServer::refuse)
            .requestHandler(
                request -> {
                  connections.begun(request, meters::responded);
                  routes.handle(request);
                })
            .listen());
  }

  private ExecutorService executor(String name) {
    ExecutorService executor =
        Executors.newFixedThreadPool(
            THREADS,
            task -> {
              Thread thread = new Thread(task, name);
              thread.setDaemon(true);
              return thread;
            });
    parts.add(name, executor::shutdownNow);
    return executor;
  }

  private void open(ServedModel model, Vertx vertx) {
    MediaSource source = new MediaSource(new WebMedia(vertx, options.mediaHosts()));
    TileSpace space = TileSpace.of(model.engine().tileSize(), Runtime.getRuntime().maxMemory());
    Conversations conversations =
        new Conversations(model, new Exhibition(source, model.engine(), options.media(), space));
    routes.open(conversations, conversations.models(Instant.now()));
  }

  private void failed(Throwable cause) {
    routes.shut();
    visits.refuseAll(ApiError.unavailable("the model has failed", 5));
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
    HttpCall call = new HttpCall(request);
    request.response().endHandler(ended -> request.connection().close());
    call.refuse(
        ApiError.invalid(
            status, "invalid_http", "the request is no valid HTTP, or its head is too long"));
  }

  private static UserError cannotListen(ServerOptions options, Throwable cause) {
    String where = options.host() + ":" + options.port();
    if (cause instanceof BindException) {
      return new UserError(
          "port " + options.port() + " is in use: the server cannot listen on " + where,
          "stop what listens there, or choose another with --port; 0 takes a free one",
          cause);
    }
    return new UserError(
        "the server cannot listen on " + where + ": " + cause.getMessage(),
        "check --host and --port",
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

  /** Completes when requests are answered, or never will be. */
  public CompletableFuture<Void> open() {
    return open;
  }

  /** Completes when the model has failed for good. The process must then end. */
  public CompletableFuture<Throwable> failure() {
    return desk.failure();
  }

  /** How it is. */
  public Health health() {
    return desk;
  }

  /** Requests under way. */
  int underWay() {
    return visits.places().taken();
  }

  /** Lets answers that have begun end, within some seconds; then cuts what is left. */
  @Override
  public void close() {
    desk.announceStop();
    routes.shut();
    long end = System.nanoTime() + pace.drain().toNanos();
    try {
      while (underWay() > 0 && System.nanoTime() < end) {
        TimeUnit.MILLISECONDS.sleep(LOOK_AGAIN_MS);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    visits.refuseAll(ChatCall.stops());
    desk.close(ENGINE_LIMIT);
    parts.close();
  }
}
