package io.framewise.platform.observe;

import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** What a request must be like to be answered; the same rules as those of the query API. */
final class RequestRules {

  static final String ALLOWED = "GET, HEAD, OPTIONS";

  /** Of the answer to a question about the methods, which is no fault. */
  static final int NO_CONTENT = 204;

  static final Refusal NO_SUCH_PAGE =
      new Refusal(404, "Not found", "there are /health/live, /health/ready and /metrics");

  private static final Set<String> ANSWERED = Set.of("GET", "HEAD");

  private final boolean loopbackOnly;

  /**
   * @param listenHost where the server listens
   */
  RequestRules(String listenHost) {
    this.loopbackOnly = HostName.ofListener(listenHost).filter(HostName::isLoopback).isPresent();
  }

  /** Why a request is not answered as it was meant. */
  record Refusal(int status, String title, String detail) {}

  /** Empty when the request is to be answered. */
  Optional<Refusal> refusal(HttpExchange exchange) {
    List<String> hosts = exchange.getRequestHeaders().getOrDefault("Host", List.of());
    Optional<HostName> host = hosts.size() == 1 ? HostName.parse(hosts.get(0)) : Optional.empty();
    if (host.isEmpty()) {
      return bad("the header Host is missing, given more than once, or not well-formed");
    }
    if (loopbackOnly && !host.get().isLoopback()) {
      return Optional.of(
          new Refusal(421, "Misdirected request", "this server answers for localhost only"));
    }
    String method = exchange.getRequestMethod();
    if (method.equals("OPTIONS")) {
      return Optional.of(new Refusal(NO_CONTENT, "", ""));
    }
    if (!ANSWERED.contains(method)) {
      return Optional.of(new Refusal(405, "Method not allowed", "this address takes " + ALLOWED));
    }
    return exchange.getRequestURI().getRawQuery() == null
        ? Optional.empty()
        : bad("this address takes no query parameters");
  }

  private static Optional<Refusal> bad(String detail) {
    return Optional.of(new Refusal(400, "Bad request", detail));
  }
}
