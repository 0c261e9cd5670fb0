package io.framewise.streams.api.http;

import io.framewise.platform.observe.HostName;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpHeaders;
import io.vertx.ext.web.RoutingContext;
import java.util.List;

/**
 * Refuses requests without a valid Host header. While the API listens on this machine only, also
 * refuses requests that name another host: a page of another site whose name was made to point here
 * (DNS rebinding) must not read the pictures.
 */
public final class HostCheck implements Handler<RoutingContext> {

  private final boolean loopbackOnly;

  public HostCheck(String listenHost) {
    this.loopbackOnly = HostName.ofListener(listenHost).filter(HostName::isLoopback).isPresent();
  }

  /** The refusal of a missing or invalid header. */
  public static Problem malformed() {
    return Problem.badRequest("the header Host is missing or not well-formed");
  }

  @Override
  public void handle(RoutingContext context) {
    List<String> given = context.request().headers().getAll(HttpHeaders.HOST);
    if (given.size() != 1) {
      throw given.isEmpty()
          ? malformed()
          : Problem.badRequest("the header Host is given more than once");
    }
    HostName named = HostName.parse(given.get(0)).orElseThrow(HostCheck::malformed);
    if (loopbackOnly && !named.isLoopback()) {
      throw new Problem(
          421,
          "Misdirected request",
          "this server answers for localhost only; set api.host to open it");
    }
    context.next();
  }
}
