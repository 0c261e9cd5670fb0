package io.framewise.model.openai;

import io.framewise.model.openai.request.ApiError;
import io.vertx.core.Vertx;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import java.util.UUID;

/** One request of HTTP and what it is answered. Belongs to its event loop. */
final class HttpCall {

  static final String JSON = "application/json";

  private static final String REQUEST_ID = "x-request-id";
  private static final long LINGER_MS = 1000;

  private final HttpServerRequest request;
  private final String id = UUID.randomUUID().toString().replace("-", "");

  HttpCall(HttpServerRequest request) {
    this.request = request;
    request.response().putHeader(REQUEST_ID, "req_" + id);
  }

  HttpServerRequest request() {
    return request;
  }

  HttpServerResponse response() {
    return request.response();
  }

  /** What it is called in logs and answers. */
  String id() {
    return id;
  }

  String header(CharSequence name) {
    return request.getHeader(name);
  }

  /** Answers with a text. */
  void answer(int status, String type, String body) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    response.setStatusCode(status).putHeader(HttpHeaders.CONTENT_TYPE, type);
    if (request.method().equals(HttpMethod.HEAD)) {
      response.putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(body.length())).end();
    } else {
      response.end(body);
    }
  }

  /** Answers with an error. */
  void refuse(ApiError error) {
    HttpServerResponse response = request.response();
    if (response.ended() || response.closed()) {
      return;
    }
    if (error.retryAfter() > 0) {
      response.putHeader(HttpHeaders.RETRY_AFTER, Integer.toString(error.retryAfter()));
    } else if (error.status() >= 500) {
      // Clients would ask the same twice more, and the model would fail twice more.
      response.putHeader("x-should-retry", "false");
    }
    answer(error.status(), JSON, error.json());
  }

  /**
   * Answers with an error and ends the connection, once the client has had time to read it: what it
   * still sends is not kept.
   */
  void cutOff(ApiError error, Vertx vertx) {
    request.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
    refuse(error);
    request.handler(buffer -> {});
    request.endHandler(ended -> request.connection().close());
    vertx.setTimer(LINGER_MS, id -> request.connection().close());
  }
}
