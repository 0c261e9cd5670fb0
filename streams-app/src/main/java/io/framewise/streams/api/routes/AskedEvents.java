package io.framewise.streams.api.routes;

import io.framewise.contract.avro.InferenceRequest;
import io.framewise.streams.api.http.Problem;
import io.framewise.streams.api.json.EventJson;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Server-sent events: that the question was taken, and its event. */
final class AskedEvents implements AskedReply {

  private static final Logger LOG = LoggerFactory.getLogger(AskedEvents.class);

  private final HttpServerResponse response;

  /** Begins the response: tells the request's id and the frames that are looked at. */
  AskedEvents(HttpServerResponse response, InferenceRequest request) {
    this.response = response;
    response
        .setChunked(true)
        .putHeader(HttpHeaders.CONTENT_TYPE, "text/event-stream")
        .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    write("asked", EventJson.asked(request));
  }

  private void write(String event, JsonObject data) {
    send("event: " + event + "\ndata: " + data.encode() + "\n\n");
  }

  private void send(String text) {
    if (!response.ended() && !response.closed()) {
      response.write(text).onFailure(e -> LOG.debug("who asked was gone", e));
    }
  }

  @Override
  public void beat() {
    send(": \n\n");
  }

  @Override
  public void answer(JsonObject event) {
    write("answer", event);
    end();
  }

  @Override
  public void late(Problem problem) {
    write("problem", problem.json());
    end();
  }

  private void end() {
    if (!response.ended() && !response.closed()) {
      response.end().onFailure(e -> LOG.debug("who asked was gone", e));
    }
  }
}
