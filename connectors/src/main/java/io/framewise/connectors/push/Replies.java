package io.framewise.connectors.push;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.framewise.connectors.source.FramePlace;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;

/** What requests are answered with. */
final class Replies {

  static final int ACCEPTED = 202;
  private static final long LINGER_MS = 1000;
  private static final int UNAUTHORIZED = 401;
  private static final int WRONG_METHOD = 405;

  private Replies() {}

  static void accept(HttpServerRequest request, List<FramePlace> places) {
    ObjectNode body = JsonNodeFactory.instance.objectNode();
    ArrayNode frames = body.putArray("frames");
    for (FramePlace place : places) {
      frames
          .addObject()
          .put("frameId", place.frameId())
          .put("topic", place.topic())
          .put("partition", place.partition())
          .put("offset", place.offset());
    }
    send(request, ACCEPTED, "application/json", body.toString());
  }

  /** Answers, and closes the connection where the request has not been read to its end. */
  static void refuse(HttpServerRequest request, Refusal refusal) {
    HttpServerResponse response = request.response();
    if (response.headWritten()) {
      return;
    }
    if (refusal.retryAfterSeconds() > 0) {
      response.putHeader(HttpHeaders.RETRY_AFTER, Long.toString(refusal.retryAfterSeconds()));
    }
    if (refusal.status() == WRONG_METHOD) {
      response.putHeader(HttpHeaders.ALLOW, "POST");
    }
    if (refusal.status() == UNAUTHORIZED) {
      response.putHeader("WWW-Authenticate", "Bearer");
    }
    if (!request.isEnded()) {
      response.putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
      closeSoon(request);
    }
    send(request, refusal.status(), "application/problem+json", refusal.json());
  }

  /** A moment later, so that a client that is still sending can read the refusal. */
  private static void closeSoon(HttpServerRequest request) {
    request.handler(thrownAway -> {});
    Vertx.currentContext().owner().setTimer(LINGER_MS, late -> request.connection().close());
  }

  private static void send(HttpServerRequest request, int status, String type, String body) {
    HttpServerResponse response = request.response();
    if (response.headWritten()) {
      return;
    }
    response
        .setStatusCode(status)
        .putHeader(HttpHeaders.CONTENT_TYPE, type)
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store")
        .end(body);
  }
}
