package io.framewise.streams.api.http;

import io.framewise.platform.observe.HostName;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;
import java.util.Optional;

/**
 * Refuses requests that a page of another site makes its visitor's browser send (CSRF). Browsers
 * state the origin of a request that changes something; other clients state none and are let
 * through.
 */
public final class OriginCheck implements Handler<RoutingContext> {

  @Override
  public void handle(RoutingContext context) {
    String origin = context.request().getHeader(HttpHeaders.ORIGIN);
    if (origin != null && !isOurs(origin, context.request().getHeader(HttpHeaders.HOST))) {
      throw new Problem(403, "Forbidden", "only this server's own page may do that");
    }
    context.next();
  }

  private static boolean isOurs(String origin, String host) {
    try {
      URI uri = URI.create(origin);
      Optional<HostName> from = HostName.parse(uri.getAuthority());
      Optional<HostName> ours = HostName.parse(host);
      return from.isPresent()
          && ours.isPresent()
          && from.get().isSameAs(ours.get(), uri.getScheme());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
