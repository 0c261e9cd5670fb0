package io.framewise.contract.serde;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import io.framewise.contract.Secret;
import io.framewise.contract.UserError;
import io.framewise.contract.topic.Topic;
import io.framewise.contract.topic.Topics;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Against a registry that fails in the way that a test tells it to. */
class RegistryFaultTest {

  private static final String MARKER = "m4rker";
  private static final Duration LIMIT = Duration.ofSeconds(30);
  private static final List<Topic<?>> ONE_TOPIC = List.of(new Topics("t.").sources());

  private record Reply(int status, String body) {}

  private static final Reply NOT_THERE = new Reply(404, error(40403, "not there"));

  private final Queue<Reply> lookUps = new ArrayDeque<>();
  private final Queue<Reply> registrations = new ArrayDeque<>();
  private final Queue<Reply> knocks = new ArrayDeque<>();
  private final AtomicInteger compatibilitySet = new AtomicInteger();
  private final ExecutorService threads = Executors.newFixedThreadPool(4);
  private final CountDownLatch arrived = new CountDownLatch(1);
  private final CountDownLatch go = new CountDownLatch(1);
  private volatile String held = "";
  private HttpServer server;

  @BeforeEach
  void start() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext("/", this::answer);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
    threads.shutdownNow();
  }

  private static String error(int code, String message) {
    return "{\"error_code\":" + code + ",\"message\":\"" + message + "\"}";
  }

  private SchemaRegistry registry() {
    return new SchemaRegistry(
        new RegistryAccess(
            "http://127.0.0.1:" + server.getAddress().getPort(),
            "ann",
            Secret.of(MARKER),
            true,
            Optional.empty()));
  }

  @Test
  void shouldLookAgainAfterAConflict() {
    registrations.add(new Reply(409, error(409, "it exists already")));
    lookUps.add(NOT_THERE);
    lookUps.add(
        new Reply(200, "{\"subject\":\"s\",\"id\":7,\"version\":1,\"schema\":\"\\\"string\\\"\"}"));

    SchemaRegistry registry = registry();
    registry.prepare(ONE_TOPIC, LIMIT);

    assertThat(registry.register(ONE_TOPIC.get(0))).isEqualTo(7);
    assertThat(compatibilitySet).hasValue(1);
  }

  @Test
  void shouldTryAgainWhileTheRegistryHasTroubleOfItsOwn() {
    knocks.add(new Reply(503, "no JSON"));
    registrations.add(new Reply(500, error(50001, "store")));
    registrations.add(new Reply(429, error(42901, "slow down")));
    registrations.add(new Reply(200, "{\"id\":9}"));

    SchemaRegistry registry = registry();
    registry.prepare(ONE_TOPIC, LIMIT);

    assertThat(registry.register(ONE_TOPIC.get(0))).isEqualTo(9);
  }

  @Test
  void shouldNotTryAgainWhereTheSchemaIsIncompatible() {
    registrations.add(new Reply(409, error(409, "Schema is incompatible with an earlier one")));

    requireRefused("refuses the schema of " + ONE_TOPIC.get(0).subject());
    assertThat(registrations).isEmpty();
  }

  @Test
  void shouldSayAtOnceThatNobodyKnowsTheUserAndNeverShowThePassword() {
    knocks.add(new Reply(401, error(401, "no: Basic YW5uOm00cmtlcg== is " + MARKER)));

    requireRefused("refuses the user ann or the password");
  }

  @Test
  void shouldHideThePasswordInWhatTheRegistrySays() {
    registrations.add(
        new Reply(422, error(42201, "you said YW5uOm00cmtlcg== and " + MARKER + ", go away")));

    requireRefused("you said *** and ***, go away");
  }

  @Test
  void shouldNameTheRegistryThatStaysAwayWithoutThePassword() {
    server.stop(0);

    assertThatThrownBy(() -> registry().prepare(ONE_TOPIC, Duration.ofMillis(1)))
        .isInstanceOf(UserError.class)
        .hasMessageContaining("no schema registry answers at http://127.0.0.1:")
        .satisfies(RegistryFaultTest::requireClean);
  }

  private void requireRefused(String message) {
    assertThatThrownBy(() -> registry().prepare(ONE_TOPIC, LIMIT))
        .isInstanceOf(UserError.class)
        .hasMessageContaining(message)
        .satisfies(RegistryFaultTest::requireClean);
  }

  private static void requireClean(Throwable e) {
    StringWriter trace = new StringWriter();
    e.printStackTrace(new PrintWriter(trace));
    assertThat(trace.toString()).doesNotContain(MARKER, "YW5uOm00cmtlcg==");
  }

  /** Three subjects in one bin of a hash map, whose lock a call within the map would hold. */
  @Test
  void shouldNotHoldUpAKnownSubjectWhileItCallsTheRegistryForAnother() throws Exception {
    List<Topic<?>> together = threeInOneBin();
    for (int i = 0; i < 3; i++) {
      lookUps.add(new Reply(200, "{\"subject\":\"s\",\"id\":7,\"version\":1,\"schema\":\"x\"}"));
    }
    SchemaRegistry registry = registry();
    registry.register(together.get(0));
    registry.register(together.get(1));
    held = together.get(2).subject();
    CompletableFuture<Integer> waiting =
        CompletableFuture.supplyAsync(() -> registry.register(together.get(2)));
    arrived.await();

    CompletableFuture<Integer> known =
        CompletableFuture.supplyAsync(() -> registry.register(together.get(1)));
    try {
      assertThat(known.get(5, TimeUnit.SECONDS)).isEqualTo(7);
    } finally {
      go.countDown();
    }
    assertThat(waiting.join()).isEqualTo(7);
  }

  private static List<Topic<?>> threeInOneBin() {
    for (int i = 0; ; i++) {
      Map<Integer, List<Topic<?>>> bins =
          new Topics("t" + i + ".")
              .all().stream().collect(Collectors.groupingBy(topic -> bin(topic.subject())));
      for (List<Topic<?>> bin : bins.values()) {
        if (bin.size() >= 3) {
          return bin;
        }
      }
    }
  }

  private static int bin(String key) {
    return (key.hashCode() ^ (key.hashCode() >>> 16)) & 15;
  }

  private void answer(HttpExchange exchange) throws IOException {
    exchange.getRequestBody().readAllBytes();
    String path = exchange.getRequestURI().getPath();
    Reply reply;
    if (path.equals("/subjects")) {
      reply = next(knocks, new Reply(200, "[]"));
    } else if (path.startsWith("/config")) {
      reply = NOT_THERE;
      if (exchange.getRequestMethod().equals("PUT")) {
        compatibilitySet.incrementAndGet();
        reply = new Reply(200, "{\"compatibility\":\"FULL_TRANSITIVE\"}");
      }
    } else if (path.endsWith("/versions")) {
      reply = next(registrations, new Reply(500, "no more answers"));
    } else {
      holdIfTold(path);
      reply = next(lookUps, NOT_THERE);
    }
    byte[] body = reply.body.getBytes(StandardCharsets.UTF_8);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(reply.status, body.length);
    exchange.getResponseBody().write(body);
    exchange.close();
  }

  private static synchronized Reply next(Queue<Reply> replies, Reply otherwise) {
    Reply reply = replies.poll();
    return reply == null ? otherwise : reply;
  }

  private void holdIfTold(String path) throws IOException {
    if (path.equals("/subjects/" + held)) {
      arrived.countDown();
      try {
        go.await();
      } catch (InterruptedException e) {
        throw new IOException("stopped", e);
      }
    }
  }
}
