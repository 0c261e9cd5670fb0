package io.framewise.lab.query;

import io.framewise.lab.pipeline.Series;
import io.vertx.core.Future;
import io.vertx.core.Promise;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Clients that ask for one address over and over, each as soon as it has its answer. */
final class HttpLoad implements AutoCloseable {

  private static final String HOST = "127.0.0.1";
  private static final double NANOS_A_MILLI = 1e6;
  private static final double NANOS_A_SECOND = 1e9;
  private static final int LIMIT_SECONDS = 60;

  private final Vertx vertx = Vertx.vertx();
  private final HttpClient client;
  private final int clients;

  /** So many clients, each with a connection of its own. */
  HttpLoad(int clients) {
    this.clients = clients;
    this.client =
        vertx.createHttpClient(
            new HttpClientOptions().setDefaultHost(HOST),
            new PoolOptions().setHttp1MaxSize(clients));
  }

  /**
   * How it went.
   *
   * @param perSecond answers a second
   * @param millis how long each took
   */
  record Load(double perSecond, Series millis) {}

  /** The body at an address. */
  Buffer body(int port, String path)
      throws ExecutionException, InterruptedException, TimeoutException {
    return await(ask(port, path));
  }

  /** Asks for so long. */
  Load run(int port, String path, Duration time)
      throws ExecutionException, InterruptedException, TimeoutException {
    long start = System.nanoTime();
    List<Visitor> visitors = new ArrayList<>();
    List<Future<Void>> ends = new ArrayList<>();
    for (int i = 0; i < clients; i++) {
      Visitor visitor = new Visitor(port, path, start + time.toNanos());
      visitors.add(visitor);
      ends.add(visitor.visit());
    }
    await(Future.all(ends));
    double seconds = (System.nanoTime() - start) / NANOS_A_SECOND;
    Series millis = new Series();
    visitors.forEach(visitor -> visitor.millis.values().forEach(millis::add));
    return new Load(millis.values().size() / seconds, millis);
  }

  private final class Visitor {

    private final int port;
    private final String path;
    private final long until;
    private final Series millis = new Series();
    private final Promise<Void> end = Promise.promise();

    Visitor(int port, String path, long until) {
      this.port = port;
      this.path = path;
      this.until = until;
    }

    /** Asks until the time is over; of an answer that does not come it tells at once. */
    Future<Void> visit() {
      next();
      return end.future();
    }

    private void next() {
      long asked = System.nanoTime();
      ask(port, path)
          .onFailure(end::tryFail)
          .onSuccess(
              body -> {
                millis.add((System.nanoTime() - asked) / NANOS_A_MILLI);
                if (System.nanoTime() < until) {
                  next();
                } else {
                  end.complete();
                }
              });
    }
  }

  private Future<Buffer> ask(int port, String path) {
    return client
        .request(HttpMethod.GET, port, HOST, path)
        .compose(request -> request.send().compose(HttpLoad::ok));
  }

  private static Future<Buffer> ok(HttpClientResponse response) {
    return response.statusCode() == 200
        ? response.body()
        : Future.failedFuture("the answer was " + response.statusCode());
  }

  private static <T> T await(Future<T> future)
      throws ExecutionException, InterruptedException, TimeoutException {
    return future.toCompletionStage().toCompletableFuture().get(LIMIT_SECONDS, TimeUnit.SECONDS);
  }

  @Override
  public void close() {
    vertx.close().toCompletionStage().toCompletableFuture().join();
  }
}
