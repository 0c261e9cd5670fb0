package io.framewise.streams.api.peers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.streams.api.http.Problem;
import io.framewise.streams.api.peers.Peers.Reply;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpMethod;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.streams.state.HostInfo;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

class SourceSearchTest {

  private static final HostInfo SELF = new HostInfo("a", 1);
  private static final HostInfo OTHER = new HostInfo("b", 2);
  private static final Duration PATIENCE = Duration.ofSeconds(5);
  private static final Vertx VERTX = Vertx.vertx();

  /** Instances that answer what a test tells them to, the last answer for ever. */
  private static final class Scripted implements SourceSearch.Instances {
    private final Map<HostInfo, Deque<Future<Reply>>> answers = new ConcurrentHashMap<>();
    private final List<HostInfo> asked = new ArrayList<>();
    private Optional<HostInfo> owner = Optional.of(OTHER);
    private Runnable atEachAsking = () -> {};

    Scripted on(HostInfo host, List<Future<Reply>> replies) {
      answers.put(host, new ArrayDeque<>(replies));
      return this;
    }

    @Override
    public Optional<HostInfo> owner(String sourceId) {
      return owner;
    }

    @Override
    public List<HostInfo> everyone() {
      return List.of(SELF, OTHER);
    }

    @Override
    public Future<Reply> ask(HostInfo host, PeerRequest request) {
      asked.add(host);
      atEachAsking.run();
      Deque<Future<Reply>> left = answers.get(host);
      return left.size() > 1 ? left.poll() : left.peek();
    }
  }

  private final AtomicLong nanos = new AtomicLong();

  @AfterAll
  static void close() {
    VERTX.close().await();
  }

  private static Future<Reply> reply(int status, boolean stale) {
    return Future.succeededFuture(
        new Reply(status, "application/json", stale, Buffer.buffer("{}")));
  }

  private Reply find(Scripted instances) {
    return new SourceSearch(VERTX, instances, PATIENCE, nanos::get)
        .find("gate", new PeerRequest(HttpMethod.GET, "/v1/sources/gate", Optional.empty()))
        .await();
  }

  @Test
  void shouldGiveTheAnswerOfTheInstanceThatHasTheSource() {
    Scripted instances = new Scripted().on(OTHER, List.of(reply(200, false)));

    Reply found = find(instances);

    assertThat(found.status()).isEqualTo(200);
    assertThat(found.stale()).isFalse();
    assertThat(instances.asked).containsExactly(OTHER);
  }

  @Test
  void shouldGiveACopyAsStaleWhenTheInstanceDoesNotAnswer() {
    Scripted instances =
        new Scripted()
            .on(OTHER, List.of(Future.failedFuture("connection refused")))
            .on(SELF, List.of(reply(200, false)));

    assertThat(find(instances).stale()).isTrue();
  }

  @Test
  void shouldAskAgainWhileTheStateIsWithNobody() {
    Scripted instances =
        new Scripted()
            .on(OTHER, List.of(Future.failedFuture("refused"), reply(503, true), reply(200, false)))
            .on(SELF, List.of(reply(404, false)));

    Reply found = find(instances);

    assertThat(found.status()).isEqualTo(200);
    assertThat(instances.asked).containsExactly(OTHER, SELF, OTHER, SELF, OTHER);
  }

  @Test
  void shouldSayThatThereIsNoSuchSourceWhenTheInstanceSaysSoThatWouldHaveIt() {
    Scripted instances =
        new Scripted().on(OTHER, List.of(reply(404, false))).on(SELF, List.of(reply(503, false)));

    assertThat(find(instances).status()).isEqualTo(404);
    assertThat(instances.asked).containsExactly(OTHER, SELF);
  }

  @Test
  void shouldSayThatStateMovesWhenItTakesTooLongAndNotBefore() {
    Scripted instances =
        new Scripted().on(OTHER, List.of(reply(503, false))).on(SELF, List.of(reply(404, false)));
    // A round of two takes a nanosecond less than the patience: after the second it is over.
    instances.atEachAsking = () -> nanos.addAndGet((PATIENCE.toNanos() - 1) / 2);

    assertThatThrownBy(() -> find(instances))
        .isInstanceOfSatisfying(Problem.class, e -> assertThat(e.status()).isEqualTo(503));
    assertThat(instances.asked).containsExactly(OTHER, SELF, OTHER, SELF);
  }

  @Test
  void shouldTakeACopyForStaleWhenNobodyKnowsWhoseTheSourceIs() {
    Scripted instances =
        new Scripted().on(SELF, List.of(reply(503, true))).on(OTHER, List.of(reply(200, false)));
    instances.owner = Optional.empty();

    assertThat(find(instances).stale()).isTrue();
  }
}
