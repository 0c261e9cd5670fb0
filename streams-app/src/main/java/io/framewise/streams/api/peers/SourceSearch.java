package io.framewise.streams.api.peers;

import io.framewise.streams.api.http.Problem;
import io.framewise.streams.api.peers.Peers.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.apache.kafka.streams.state.HostInfo;

/**
 * Finds the instance that can answer about a source. While state moves from one instance to
 * another, for a moment neither has it. Then all are asked again, so that no client is told that
 * the source does not exist.
 */
final class SourceSearch {

  /** The instances of this streams app. */
  interface Instances {

    /** The instance that has a source, when it is another one. */
    Optional<HostInfo> owner(String sourceId);

    /** All instances, this one first. */
    List<HostInfo> everyone();

    /** Asks an instance for what is there; fails when it does not answer in time. */
    Future<Reply> ask(HostInfo host, PeerRequest request);
  }

  private static final int NOT_FOUND = 404;
  private static final int SERVER_ERRORS = 500;
  private static final Duration BETWEEN = Duration.ofMillis(50);

  private final Vertx vertx;
  private final Instances instances;
  private final Duration patience;
  private final LongSupplier nanos;

  /**
   * A search among instances.
   *
   * @param patience how long to wait for state that is being moved
   * @param nanos a clock that only goes forward, as {@link System#nanoTime()}
   */
  SourceSearch(Vertx vertx, Instances instances, Duration patience, LongSupplier nanos) {
    this.vertx = vertx;
    this.instances = instances;
    this.patience = patience;
    this.nanos = nanos;
  }

  /** Whether an instance could answer the request. */
  static boolean isKnown(Reply reply) {
    return reply.status() < SERVER_ERRORS && reply.status() != NOT_FOUND;
  }

  /**
   * The answer of the instance that has a source, else that of a standby copy, which says {@code
   * stale}. Fails with a {@link Problem} when no instance can answer.
   */
  Future<Reply> find(String sourceId, PeerRequest request) {
    return find(sourceId, request, nanos.getAsLong() + patience.toNanos());
  }

  private Future<Reply> find(String sourceId, PeerRequest request, long until) {
    Optional<HostInfo> owner = instances.owner(sourceId);
    List<HostInfo> order = new ArrayList<>(owner.stream().toList());
    instances.everyone().stream().filter(host -> !order.contains(host)).forEach(order::add);
    return ask(new Round(order, request), 0)
        .compose(
            found ->
                found
                    .map(Future::succeededFuture)
                    .orElseGet(() -> again(sourceId, request, until)));
  }

  private Future<Reply> again(String sourceId, PeerRequest request, long until) {
    if (nanos.getAsLong() - until >= 0) {
      return Future.failedFuture(
          Problem.notReady("the state of this source is being moved; try again in a moment"));
    }
    return vertx.timer(BETWEEN.toMillis()).compose(fired -> find(sourceId, request, until));
  }

  /** One round through the instances, first the one that should have the source. */
  private static final class Round {
    private final List<HostInfo> order;
    private final PeerRequest request;
    private Optional<Reply> unknown = Optional.empty();

    Round(List<HostInfo> order, PeerRequest request) {
      this.order = order;
      this.request = request;
    }

    /** Takes the reply of an instance; returns the reply that ends the round, if this is one. */
    Optional<Reply> take(HostInfo host, Reply reply) {
      boolean first = host.equals(order.get(0));
      if (reply != null && isKnown(reply)) {
        return Optional.of(first ? reply : asStale(reply));
      }
      if (first && reply != null && reply.status() == NOT_FOUND) {
        unknown = Optional.of(reply);
      }
      return Optional.empty();
    }

    /**
     * The result of the round: that there is no such source, if the instance that would have it
     * says so; otherwise empty.
     */
    Optional<Reply> end() {
      return unknown;
    }
  }

  private Future<Optional<Reply>> ask(Round round, int number) {
    if (number == round.order.size()) {
      return Future.succeededFuture(round.end());
    }
    HostInfo host = round.order.get(number);
    return instances
        .ask(host, round.request)
        .transform(
            (reply, failure) -> {
              Optional<Reply> found = round.take(host, reply);
              return found.isPresent() ? Future.succeededFuture(found) : ask(round, number + 1);
            });
  }

  private static Reply asStale(Reply copy) {
    return new Reply(copy.status(), copy.contentType(), copy.isOk(), copy.body());
  }
}
