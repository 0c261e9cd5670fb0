package io.framewise.streams.api;

import io.vertx.core.Handler;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;
import java.util.Set;

/**
 * While the API listens on this machine only, refuses requests that name another host: a page
 * elsewhere whose name was made to point here (DNS rebinding) must not read the pictures.
 */
final class HostCheck implements Handler<RoutingContext> {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]", "::1");

  private final boolean loopbackOnly;

  HostCheck(String listenHost) {
    this.loopbackOnly = LOOPBACK.contains(listenHost);
  }

  @Override
  public void handle(RoutingContext context) {
    HostAndPort authority = context.request().authority();
    if (loopbackOnly && (authority == null || !LOOPBACK.contains(authority.host()))) {
      throw new Problem(
          421,
          "Misdirected request",
          "this server answers for localhost only; set api.host to open it");
    }
    context.next();
  }
}
