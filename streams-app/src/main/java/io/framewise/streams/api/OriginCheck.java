package io.framewise.streams.api;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.net.URI;

/**
 * Refuses what a page of another site sends in its visitor's name. Browsers state where a request
 * that changes something comes from; other clients state nothing and pass.
 */
final class OriginCheck implements Handler<RoutingContext> {

  @Override
  public void handle(RoutingContext context) {
    String origin = context.request().getHeader(HttpHeaders.ORIGIN);
    if (origin != null && !isOurs(origin, context.request().authority())) {
      throw new Problem(403, "Forbidden", "only this server's own page may do that");
    }
    context.next();
  }

  private static boolean isOurs(String origin, HostAndPort authority) {
    try {
      return authority != null
          && authority.toString().equalsIgnoreCase(URI.create(origin).getAuthority());
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
