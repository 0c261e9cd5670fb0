package io.framewise.streams.api.stream;

import io.framewise.contract.avro.Alert;
import io.framewise.contract.avro.AnalysisEvent;
import io.framewise.streams.api.http.Problem;
import io.framewise.streams.api.json.AlertJson;
import io.framewise.streams.api.json.EventJson;
import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The clients of the server-sent event stream. There is no queue for a client that does not keep
 * up: its events are dropped and counted, and when it reads again a {@code gap} event says how
 * many.
 *
 * <p>{@link #publish} may be called by any thread; what concerns one client happens on its own
 * event loop.
 */
public final class StreamClients implements AutoCloseable {

  private static final Logger LOG = LoggerFactory.getLogger(StreamClients.class);
  private static final long HEARTBEAT_MS = 15_000;

  private final Vertx vertx;
  private final int maxClients;
  private final Map<HttpServerResponse, Client> clients = new ConcurrentHashMap<>();
  private final long heartbeat;

  public StreamClients(Vertx vertx, int maxClients) {
    this.vertx = vertx;
    this.maxClients = maxClients;
    this.heartbeat =
        vertx.setPeriodic(
            HEARTBEAT_MS, id -> clients.values().forEach(client -> client.send(": \n\n")));
  }

  /** Turns a response into an event stream. */
  public void add(RoutingContext routing) {
    HttpServerResponse response = routing.response();
    Client client = new Client(response, vertx.getOrCreateContext());
    routing.addEndHandler(ended -> clients.remove(response));
    if (!enter(client)) {
      throw Problem.notReady(
          maxClients + " clients follow the stream already (api.max-stream-clients)");
    }
    response
        .setChunked(true)
        .putHeader("content-type", "text/event-stream")
        .putHeader("cache-control", "no-store");
    client.send("retry: 2000\n\n");
  }

  /** Event loops may call this at the same time. */
  private synchronized boolean enter(Client client) {
    return clients.size() < maxClients && clients.put(client.response, client) == null;
  }

  /** Sends an event to every client. */
  public void publish(AnalysisEvent event) {
    publish("id: " + event.getEventId() + "\nevent: analysis", () -> EventJson.of(event));
  }

  /** Sends an alert that has changed to every client. */
  public void publish(Alert alert) {
    publish("event: alert", () -> AlertJson.of(alert));
  }

  private void publish(String head, Supplier<JsonObject> data) {
    if (!clients.isEmpty()) {
      String message = head + "\ndata: " + data.get().encode() + "\n\n";
      clients.values().forEach(client -> client.send(message));
    }
  }

  public int count() {
    return clients.size();
  }

  @Override
  public void close() {
    vertx.cancelTimer(heartbeat);
    clients
        .keySet()
        .forEach(
            response -> response.end().onFailure(e -> LOG.debug("a stream client was gone", e)));
  }

  /** One client; its fields belong to its event loop. */
  private static final class Client {

    private final HttpServerResponse response;
    private final Context context;
    private long dropped;

    Client(HttpServerResponse response, Context context) {
      this.response = response;
      this.context = context;
    }

    void send(String message) {
      context.runOnContext(ignored -> write(message));
    }

    private void write(String message) {
      if (response.closed() || response.ended()) {
        return;
      }
      if (response.writeQueueFull()) {
        dropped++;
        return;
      }
      if (dropped > 0) {
        response
            .write("event: gap\ndata: {\"dropped\":" + dropped + "}\n\n")
            .onFailure(Client::gone);
        dropped = 0;
      }
      response.write(message).onFailure(Client::gone);
    }

    private static void gone(Throwable e) {
      LOG.debug("a stream client was gone", e);
    }
  }
}
