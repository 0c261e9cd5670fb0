package io.framewise.streams.api.stream;

import io.framewise.streams.query.FeedPosition;
import io.vertx.core.Context;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client of the feed. It has no queue: what it does not take in time is dropped and counted,
 * and when it reads again a {@code gap} says how much, and between which positions. While it
 * catches up it is told of what lies on the topics, at the pace at which it reads.
 *
 * <p>Its fields belong to its event loop; methods may be called by any thread.
 */
final class StreamClient {

  private static final Logger LOG = LoggerFactory.getLogger(StreamClient.class);

  private final HttpServerResponse response;
  private final Context context;
  private final FeedFilter filter;
  private FeedPosition at;
  private boolean isLive;
  private String toldId = "";
  private long dropped;
  private CompletableFuture<Void> awaited = CompletableFuture.completedFuture(null);

  /** A client that has read up to a position, and is not told of live messages yet. */
  StreamClient(HttpServerResponse response, Context context, FeedFilter filter, FeedPosition at) {
    this.response = response;
    this.context = context;
    this.filter = filter;
    this.at = at;
  }

  /** Begins the stream; tells where it begins. */
  void begin(int retryMs) {
    context.runOnContext(
        ignored -> {
          response
              .setChunked(true)
              .putHeader("content-type", "text/event-stream")
              .putHeader("cache-control", "no-store, no-transform")
              .putHeader("x-accel-buffering", "no");
          write("retry: " + retryMs + "\n" + id() + "\n");
        });
  }

  /** From here on it is told of live messages, those that it has read already excepted. */
  void goLive(FeedPosition reached) {
    context.runOnContext(
        ignored -> {
          at = reached;
          isLive = true;
        });
  }

  /**
   * A live message: drops it when the client does not read.
   *
   * @param before the position of whoever has read everything before it
   */
  void offer(LiveMessage live, FeedPosition before) {
    context.runOnContext(ignored -> take(live, before));
  }

  private void take(LiveMessage live, FeedPosition before) {
    FeedMessage message = live.message();
    if (!isLive || at.isPast(message.partition(), message.offset())) {
      return;
    }
    FeedPosition earlier = at;
    boolean shared = at.equals(before);
    at = shared ? live.after() : at.after(message.partition(), message.offset());
    if (!filter.takes(message) || isGone()) {
      return;
    }
    if (response.writeQueueFull()) {
      dropped++;
      return;
    }
    tellGap(earlier);
    if (shared) {
      toldId = live.id();
      response.write(live.bytes()).onFailure(StreamClient::wasGone);
    } else {
      write(message.text() + "\n" + id() + "\n");
    }
  }

  /** Tells what was dropped before the message that comes next, up to a position. */
  private void tellGap(FeedPosition to) {
    if (dropped > 0) {
      write(gap("slow", toldId, to, OptionalLong.of(dropped)));
      dropped = 0;
    }
  }

  private String gap(String reason, String from, FeedPosition to, OptionalLong missing) {
    JsonObject bounds =
        new JsonObject()
            .put("dropped", missing.isPresent() ? missing.getAsLong() : null)
            .put("reason", reason)
            .put("from", from)
            .put("to", to.toString());
    return "event: gap\ndata: " + bounds.encode() + "\n" + id(to) + "\n";
  }

  private String id() {
    return id(at);
  }

  private String id(FeedPosition position) {
    toldId = position.toString();
    return "id: " + toldId + "\n";
  }

  /** Keeps the connection open, and says how far the feed was read if that is news. */
  void beat() {
    context.runOnContext(
        ignored -> {
          if (isGone() || response.writeQueueFull()) {
            return;
          }
          tellGap(at);
          write(isLive && !toldId.equals(at.toString()) ? id() + "\n" : ": \n\n");
        });
  }

  /**
   * A message from the topics. The future completes when the client may take another one, and fails
   * when it has gone.
   */
  CompletableFuture<Void> tell(FeedMessage message) {
    CompletableFuture<Void> room = new CompletableFuture<>();
    context.runOnContext(
        ignored -> {
          at = at.after(message.partition(), message.offset());
          send(filter.takes(message) ? message.text() + "\n" + id() + "\n" : "", room);
        });
    return room;
  }

  /** The same for records that are no longer on the topics. */
  CompletableFuture<Void> tellGap(FeedPosition to, OptionalLong missing) {
    CompletableFuture<Void> room = new CompletableFuture<>();
    context.runOnContext(
        ignored -> {
          String from = at.toString();
          at = to;
          send(gap("retention", from, to, missing), room);
        });
    return room;
  }

  private void send(String text, CompletableFuture<Void> room) {
    if (isGone()) {
      room.completeExceptionally(new IllegalStateException("the client has gone"));
      return;
    }
    if (!text.isEmpty()) {
      write(text);
    }
    if (response.writeQueueFull()) {
      awaited = room;
      response.drainHandler(drained -> room.complete(null));
    } else {
      room.complete(null);
    }
  }

  /** The client has gone: whoever waits for it need not. */
  void gone() {
    context.runOnContext(
        ignored -> awaited.completeExceptionally(new IllegalStateException("the client has gone")));
  }

  private boolean isGone() {
    return response.closed() || response.ended();
  }

  private void write(String text) {
    response.write(text).onFailure(StreamClient::wasGone);
  }

  private static void wasGone(Throwable e) {
    LOG.debug("a stream client was gone", e);
  }

  /** Ends the stream; the client will come again. */
  void end() {
    context.runOnContext(
        ignored -> {
          if (!isGone()) {
            response.end().onFailure(StreamClient::wasGone);
          }
        });
  }
}
