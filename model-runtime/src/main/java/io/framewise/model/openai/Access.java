package io.framewise.model.openai;

import io.framewise.model.openai.request.ApiError;
import io.framewise.platform.observe.HostName;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Who may ask: by the name that the server is called, the page that asks, and the key. */
final class Access {

  private static final int LONGEST_HEADERS = 1000;

  private final boolean loopbackOnly;
  private final Set<String> origins;
  private final ApiKeys keys;

  Access(ServerOptions options) {
    loopbackOnly = HostName.ofListener(options.host()).filter(HostName::isLoopback).isPresent();
    origins = options.origins();
    keys = options.keys();
  }

  /** Why a request is not looked at at all; a page of a stranger's that calls itself localhost. */
  Optional<ApiError> misdirected(HttpCall call) {
    List<String> hosts = call.request().headers().getAll(HttpHeaders.HOST);
    Optional<HostName> host = hosts.size() == 1 ? HostName.parse(hosts.get(0)) : Optional.empty();
    if (host.isEmpty()) {
      return Optional.of(
          ApiError.invalid(
              400, "bad_host", "the header Host is missing, given twice, or not well-formed"));
    }
    return loopbackOnly && !host.get().isLoopback()
        ? Optional.of(
            ApiError.invalid(421, "misdirected", "this server answers for localhost only"))
        : Optional.empty();
  }

  /** Tells a browser that the page may read the answer, where it may. */
  void tellOrigin(HttpCall call) {
    String origin = call.header(HttpHeaders.ORIGIN);
    if (origin != null) {
      HttpServerResponse response = call.response().putHeader(HttpHeaders.VARY, "Origin");
      if (origins.contains(origin)) {
        response
            .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_ORIGIN, origin)
            .putHeader(HttpHeaders.ACCESS_CONTROL_EXPOSE_HEADERS, "x-request-id, retry-after");
      }
    }
  }

  /** Answers a browser that asks whether a page may ask. */
  void preflight(HttpCall call) {
    String origin = call.header(HttpHeaders.ORIGIN);
    if (origin != null && !origins.contains(origin)) {
      call.refuse(
          ApiError.invalid(
              403, "origin_not_allowed", "pages of this origin may not ask; see --allow-origin"));
      return;
    }
    String headers = call.header(HttpHeaders.ACCESS_CONTROL_REQUEST_HEADERS);
    boolean sane = headers != null && headers.length() <= LONGEST_HEADERS;
    call.response()
        .putHeader(HttpHeaders.ALLOW, "GET, HEAD, POST, OPTIONS")
        .putHeader(HttpHeaders.ACCESS_CONTROL_ALLOW_METHODS, "GET, POST")
        .putHeader(
            HttpHeaders.ACCESS_CONTROL_ALLOW_HEADERS,
            sane ? headers : "authorization, content-type")
        .putHeader(HttpHeaders.ACCESS_CONTROL_MAX_AGE, "600")
        .setStatusCode(204)
        .end();
  }

  /** Why a request that needs a key is not answered. */
  Optional<ApiError> locked(HttpCall call) {
    if (keys.allow(call.header(HttpHeaders.AUTHORIZATION))
        || call.request().method().equals(HttpMethod.OPTIONS)) {
      return Optional.empty();
    }
    call.response().putHeader("WWW-Authenticate", "Bearer");
    return Optional.of(
        ApiError.of(
            401,
            "authentication_error",
            "invalid_api_key",
            "send one of this server's keys, as Authorization: Bearer KEY"));
  }
}
