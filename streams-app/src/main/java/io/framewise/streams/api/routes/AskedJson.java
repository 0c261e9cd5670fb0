package io.framewise.streams.api.routes;

import io.framewise.streams.api.http.Problem;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.json.JsonObject;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The event as JSON. While it is waited for, blanks are sent, which JSON allows before a value. */
final class AskedJson implements AskedReply {

  private static final Logger LOG = LoggerFactory.getLogger(AskedJson.class);

  private final HttpServerResponse response;

  AskedJson(HttpServerResponse response) {
    this.response = response;
  }

  @Override
  public void beat() {
    if (!response.ended() && !response.closed()) {
      begin();
      response.write(" ").onFailure(AskedJson::gone);
    }
  }

  private void begin() {
    if (!response.headWritten()) {
      response
          .setChunked(true)
          .putHeader(HttpHeaders.CONTENT_TYPE, "application/json")
          .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
    }
  }

  @Override
  public void answer(JsonObject event) {
    if (!response.ended() && !response.closed()) {
      begin();
      response.end(event.toBuffer()).onFailure(AskedJson::gone);
    }
  }

  /** A response that has begun is broken off, so that nobody takes it for an answer. */
  @Override
  public void late(Problem problem) {
    if (response.headWritten()) {
      response.reset();
    } else if (!response.closed()) {
      problem.writeTo(response);
    }
  }

  private static void gone(Throwable e) {
    LOG.debug("who asked was gone", e);
  }
}
