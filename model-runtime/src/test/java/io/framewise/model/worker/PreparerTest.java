package io.framewise.model.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.framewise.contract.avro.CompletionStatus;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.model.engine.Look;
import io.framewise.model.loop.HandOver;
import io.framewise.platform.topic.RecordPlace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.AcknowledgeType;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.TimeoutException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What cannot be prepared costs that request and no other. */
@ExtendWith(BrokerExtension.class)
@Timeout(120)
class PreparerTest {

  private final InstantSource clock = InstantSource.system();
  private final PixelQueue queue = new PixelQueue(new TileWeight(12), 100, 8);
  private final HandOver<Prepared> ready = new HandOver<>();
  private final CompletableFuture<Throwable> death = new CompletableFuture<>();
  private final List<Job> jobs = new ArrayList<>();
  private final Set<String> inMemory = ConcurrentHashMap.newKeySet();
  private Wire wire;
  private Outbox outbox;

  @BeforeEach
  void connect(Wire given) {
    wire = given;
    outbox = new Outbox(given.kafka(), given.registry(), new Counters());
  }

  @AfterEach
  void close() {
    queue.close();
    ready.close();
    outbox.close();
  }

  private void start(Preparer.Preparation preparation, String... ids) {
    for (String id : ids) {
      RecordPlace place = new RecordPlace(new TopicPartition("requests", 0), jobs.size());
      jobs.add(new Job(Requests.request(id).build(), new Delivery(place, 1)));
    }
    jobs.forEach(queue::submit);
    Results results = new Results(new Completions("w", new ScriptedEngine(), clock), outbox);
    Thread thread =
        new Thread(new Preparer(queue, preparation, ready, results, clock, death::complete));
    thread.setDaemon(true);
    thread.start();
  }

  private static Prepared prepared(PixelQueue.Claim claim) {
    Look look = new Look("", List.of(), List.of(), 8);
    return new Prepared(claim.job(), look, Duration.ZERO, Duration.ZERO, claim);
  }

  private static String id(Job job) {
    return job.request().getRequestId();
  }

  /** The model's part: takes what is ready, so many of them, and ends them. */
  private List<String> run(int count) throws InterruptedException {
    List<String> ran = new ArrayList<>();
    while (ran.size() < count) {
      Prepared prepared = ready.take(Duration.ofMinutes(1)).orElseThrow();
      ran.add(id(prepared.job()));
      inMemory.remove(id(prepared.job()));
      prepared.close();
    }
    return ran;
  }

  private Map<String, String> reasons(int count) {
    await().until(() -> wire.completions().size() == count);
    return wire.completions().stream()
        .collect(
            Collectors.toMap(
                InferenceCompletion::getRequestId, one -> String.valueOf(one.getReason())));
  }

  @Test
  void shouldHaveRequestsReadyBeforeAnyoneAsks() throws Exception {
    AtomicInteger done = new AtomicInteger();

    start(
        claim -> {
          done.incrementAndGet();
          return prepared(claim);
        },
        "a",
        "b",
        "c");

    await().until(() -> done.get() == 3);
    assertThat(run(3)).containsExactly("a", "b", "c");
  }

  @Test
  void shouldHaveTheNextRequestReadyWhileTheModelRuns() throws Exception {
    Set<String> prepared = ConcurrentHashMap.newKeySet();
    start(
        claim -> {
          Look.Ask ask = new Look.Ask("q", id(claim.job()), List.of("yes"));
          Look look = new Look("", List.of(), List.of(ask), 8);
          prepared.add(id(claim.job()));
          return new Prepared(claim.job(), look, Duration.ZERO, Duration.ZERO, claim);
        },
        "runs");
    Prepared runs = ready.take(Duration.ofMinutes(1)).orElseThrow();

    RecordPlace place = new RecordPlace(new TopicPartition("requests", 0), 9);
    queue.submit(new Job(Requests.request("next").build(), new Delivery(place, 1)));

    await().until(() -> prepared.contains("next"));
    runs.close();
    assertThat(run(1)).containsExactly("next");
  }

  @Test
  void shouldFailOnlyTheRequestsThatCannotBePrepared() throws Exception {
    start(
        claim ->
            switch (id(claim.job())) {
              case "gone" -> throw new Refusal("frame-gone", "on purpose");
              case "deep" -> throw new StackOverflowError("on purpose");
              case "odd" -> throw new AssertionError("on purpose");
              case "later" -> throw new TimeoutException("on purpose");
              default -> prepared(claim);
            },
        "gone",
        "a",
        "deep",
        "odd",
        "later",
        "b");

    assertThat(run(2)).containsExactly("a", "b");
    assertThat(reasons(3))
        .containsEntry("gone", "frame-gone: on purpose")
        .containsEntry("deep", "worker-error: its pixels could not be prepared")
        .containsEntry("odd", "worker-error: its pixels could not be prepared");
    assertThat(jobs.get(4).delivery().outcome()).contains(AcknowledgeType.RELEASE);
  }

  @Test
  void shouldTryARequestAgainAloneThatFindsNoMemoryBesideOthers() throws Exception {
    start(
        claim -> {
          if (inMemory.size() == 2) {
            throw new OutOfMemoryError("two fit, not three");
          }
          inMemory.add(id(claim.job()));
          return prepared(claim);
        },
        "a",
        "b",
        "c",
        "d");

    assertThat(run(4)).containsExactly("a", "b", "c", "d");
    assertThat(wire.completions()).isEmpty();
  }

  @Test
  void shouldFailARequestWhosePixelsDoNotFitTheMemoryAlone() throws Exception {
    start(
        claim -> {
          if (id(claim.job()).equals("huge")) {
            throw new OutOfMemoryError("on purpose");
          }
          return prepared(claim);
        },
        "a",
        "huge",
        "b");

    assertThat(run(2)).containsExactly("a", "b");
    assertThat(reasons(1)).containsEntry("huge", "out-of-memory: its pixels do not fit the memory");
  }

  @Test
  void shouldNotFetchWhatHasExpired() {
    RecordPlace place = new RecordPlace(new TopicPartition("requests", 0), 9);
    Job late =
        new Job(
            Requests.request("late").setDeadlineAt(Instant.EPOCH).build(), new Delivery(place, 1));
    jobs.add(late);

    start(
        claim -> {
          throw new IllegalStateException("fetched");
        });

    await().until(() -> wire.completions().size() == 1);
    assertThat(wire.completions().get(0).getStatus()).isEqualTo(CompletionStatus.EXPIRED);
  }

  @Test
  void shouldEndInAProcessThatIsBroken() {
    start(
        claim -> {
          throw new NoClassDefFoundError("on purpose");
        },
        "a");

    assertThat(death.join()).isInstanceOf(NoClassDefFoundError.class);
    assertThat(jobs.get(0).delivery().outcome()).isEmpty();
  }

  @Test
  void shouldReleaseWhatIsReadyTooLate() {
    ready.close();

    start(PreparerTest::prepared, "a");

    await().until(() -> jobs.get(0).delivery().outcome().isPresent());
    assertThat(jobs.get(0).delivery().outcome()).contains(AcknowledgeType.RELEASE);
  }
}
