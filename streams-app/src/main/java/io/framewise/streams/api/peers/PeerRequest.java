package io.framewise.streams.api.peers;

import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.RoutingContext;
import java.util.Optional;

/**
 * A request that is passed on to another instance.
 *
 * @param authorization what whoever asks has shown; the other instance judges it anew
 */
record PeerRequest(HttpMethod method, String uri, Optional<String> authorization) {

  /** A request as it came, with another method and address. */
  static PeerRequest of(RoutingContext context, HttpMethod method, String uri) {
    return new PeerRequest(
        method, uri, Optional.ofNullable(context.request().getHeader(HttpHeaders.AUTHORIZATION)));
  }
}
