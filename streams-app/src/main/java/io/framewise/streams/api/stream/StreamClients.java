package io.framewise.streams.api.stream;

import io.framewise.streams.api.http.Problem;
import io.framewise.streams.query.FeedHistory;
import io.framewise.streams.query.FeedPartition;
import io.framewise.streams.query.FeedPosition;
import io.vertx.core.Vertx;
import io.vertx.core.WorkerExecutor;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import org.apache.avro.specific.SpecificRecord;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients of the live feed, a stream of server-sent events. The id of each is the position in
 * the feed: a client that comes back with the last one is told what it missed from the topics, then
 * goes on live.
 *
 * <p>Safe for use by several threads; what concerns one client happens on its own event loop.
 */
public final class StreamClients implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamClients.class);

  private static final long HEARTBEAT_MS = 15_000;
  private static final int LEAST_RETRY_MS = 2000;
  private static final int MOST_RETRY_MS = 4000;

  /** Clients that catch up at the same time; others wait for their turn. */
  private static final int MOST_CATCHING_UP = 4;

  private final Vertx vertx;
  private final int maxClients;
  private final FeedHistory history;
  private final WorkerExecutor catchingUp;
  private final Map<HttpServerResponse, StreamClient> clients = new ConcurrentHashMap<>();
  private final long heartbeat;
  private FeedPosition told = FeedPosition.NONE;

  /**
   * Without clients.
   *
   * @param history what the feed has told before
   */
  public StreamClients(Vertx vertx, int maxClients, FeedHistory history) {
    this.vertx = vertx;
    this.maxClients = maxClients;
    this.history = history;
    this.catchingUp =
        vertx.createSharedWorkerExecutor(
            "catching up", MOST_CATCHING_UP, Long.MAX_VALUE, TimeUnit.NANOSECONDS);
    this.heartbeat =
        vertx.setPeriodic(HEARTBEAT_MS, id -> clients.values().forEach(client -> client.beat()));
  }

  /** Where the feed begins for partitions of which nothing was told yet. */
  public synchronized void beginAt(FeedPosition begin) {
    told = told.orElse(begin);
  }

  /**
   * Turns a response into an event stream.
   *
   * @param after the position up to which the client has read; empty for what comes from now on
   */
  public void add(RoutingContext routing, FeedFilter filter, Optional<FeedPosition> after) {
    HttpServerResponse response = routing.response();
    routing.addEndHandler(
        ended -> Optional.ofNullable(clients.remove(response)).ifPresent(StreamClient::gone));
    StreamClient client = enter(response, filter, after);
    if (after.isPresent()) {
      CatchUp catchUp = new CatchUp(client, after.get(), history, this::join);
      catchingUp
          .<Void>executeBlocking(
              () -> {
                catchUp.run();
                return null;
              },
              false)
          .onFailure(e -> LOG.debug("the server was closed while a client caught up", e));
    }
  }

  /** Nothing is told between taking the position and going live. */
  private synchronized StreamClient enter(
      HttpServerResponse response, FeedFilter filter, Optional<FeedPosition> after) {
    if (clients.size() >= maxClients) {
      throw Problem.notReady(
          maxClients + " clients follow the stream already (api.max-stream-clients)");
    }
    FeedPosition at = after.orElse(told);
    StreamClient client = new StreamClient(response, vertx.getOrCreateContext(), filter, at);
    clients.put(response, client);
    client.begin(ThreadLocalRandom.current().nextInt(LEAST_RETRY_MS, MOST_RETRY_MS));
    if (after.isEmpty()) {
      client.goLive(at);
    }
    return client;
  }

  private synchronized boolean join(StreamClient client, FeedPosition reached) {
    if (!reached.hasReached(told)) {
      return false;
    }
    client.goLive(reached.equals(told) ? told : reached);
    return true;
  }

  /** Sends a record of the feed, an event or an alert, to every client that wants it. */
  public synchronized void publish(FeedPartition partition, long offset, SpecificRecord value) {
    FeedPosition before = told;
    FeedPosition after = before.after(partition, offset);
    told = after;
    if (!clients.isEmpty()) {
      LiveMessage message = LiveMessage.of(FeedMessage.of(partition, offset, value), after);
      clients.values().forEach(client -> client.offer(message, before));
    }
  }

  public int count() {
    return clients.size();
  }

  @Override
  public void close() {
    vertx.cancelTimer(heartbeat);
    clients.values().forEach(StreamClient::end);
    catchingUp.close().onFailure(e -> LOG.debug("catching up was closed already", e));
  }
}
