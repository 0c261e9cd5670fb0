package io.framewise.model.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.framewise.contract.avro.CompletionStatus;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.model.batch.Batch;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.LookRefusedException;
import io.framewise.model.engine.Picture;
import io.framewise.model.engine.PictureKey;
import io.framewise.model.engine.PictureTiles;
import io.framewise.platform.topic.RecordPlace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What failures of one request cost: that request, whatever kind of failure it is. */
@ExtendWith(BrokerExtension.class)
@Timeout(120)
class BatchRunnerTest {

  private final Counters counters = new Counters();
  private Wire wire;
  private Outbox outbox;

  @BeforeEach
  void connect(Wire given) {
    wire = given;
    outbox = new Outbox(given.kafka(), given.registry(), counters);
  }

  @AfterEach
  void close() {
    outbox.close();
  }

  private BatchRunner runner(ScriptedEngine engine, BatchRunner.Preparation preparation) {
    InstantSource clock = InstantSource.system();
    Results results = new Results(new Completions("w", engine, clock), outbox);
    return new BatchRunner(engine, preparation, results, counters, clock);
  }

  private static Prepared prepared(Job job) {
    Look.Ask ask = Look.Ask.of(job.request().getQuestions().get(0), 8);
    Look look = new Look("", List.of(), List.of(ask), 8);
    return new Prepared(job, look, Duration.ZERO, Duration.ZERO, Duration.ZERO);
  }

  private static Batch<Job> batch(String... ids) {
    List<Job> jobs = new ArrayList<>();
    for (String id : ids) {
      RecordPlace place = new RecordPlace(new TopicPartition("requests", 0), jobs.size());
      jobs.add(new Job(Requests.request(id).build(), new Delivery(place, 1)));
    }
    return new Batch<>(jobs, List.of());
  }

  private static String id(Job job) {
    return job.request().getRequestId();
  }

  private Map<String, String> reasons(int count) {
    await().until(() -> wire.completions().size() == count);
    return wire.completions().stream()
        .collect(
            Collectors.toMap(
                InferenceCompletion::getRequestId,
                one ->
                    one.getStatus() == CompletionStatus.COMPLETED ? "answered" : one.getReason()));
  }

  @Test
  void shouldFailOnlyTheRequestWhosePixelsDoNotFitTheMemory() {
    BatchRunner runner =
        runner(
            new ScriptedEngine(),
            (job, start) -> {
              if (id(job).equals("huge")) {
                throw new OutOfMemoryError("on purpose");
              }
              return prepared(job);
            });

    runner.run(batch("a", "huge", "b"));

    assertThat(reasons(3))
        .containsEntry("a", "answered")
        .containsEntry("huge", "out-of-memory: its pixels do not fit the memory")
        .containsEntry("b", "answered");
  }

  @Test
  void shouldAnswerWhatIsPreparedBeforeARequestThatDoesNotFitBesideIt() {
    Set<String> inMemory = new HashSet<>();
    ScriptedEngine engine = new ScriptedEngine(looks -> inMemory.clear());
    BatchRunner runner =
        runner(
            engine,
            (job, start) -> {
              if (inMemory.size() == 2) {
                throw new OutOfMemoryError("two fit, not three");
              }
              inMemory.add(id(job));
              return prepared(job);
            });

    runner.run(batch("a", "b", "c", "d", "e"));

    assertThat(reasons(5).values()).containsOnly("answered");
    assertThat(engine.batches().stream().map(ScriptedEngine::texts))
        .containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
  }

  @Test
  void shouldFailARequestThatBreaksThePreparationWithAnyError() {
    BatchRunner runner =
        runner(
            new ScriptedEngine(),
            (job, start) -> {
              if (id(job).equals("deep")) {
                throw new StackOverflowError("on purpose");
              }
              if (id(job).equals("odd")) {
                throw new AssertionError("on purpose");
              }
              return prepared(job);
            });

    runner.run(batch("deep", "a", "odd"));

    assertThat(reasons(3))
        .containsEntry("a", "answered")
        .containsEntry("deep", "worker-error: its pixels could not be prepared")
        .containsEntry("odd", "worker-error: its pixels could not be prepared");
  }

  @Test
  void shouldRunABatchOneByOneWhenTheModelRunsOutOfMemoryOnIt() {
    ScriptedEngine engine =
        new ScriptedEngine(
            looks -> {
              if (looks.size() > 1 || ScriptedEngine.texts(looks).contains("huge")) {
                throw new OutOfMemoryError("on purpose");
              }
            });

    runner(engine, (job, start) -> prepared(job)).run(batch("a", "huge", "b"));

    assertThat(reasons(3))
        .containsEntry("a", "answered")
        .containsEntry("huge", "out-of-memory: the model ran out of memory on this look")
        .containsEntry("b", "answered");
  }

  @Test
  void shouldCountPicturesAndLetGoOfWhatItHeldHoweverRequestsEnd() {
    HoldCounter cache = new HoldCounter();
    PictureKey key = new PictureKey("digest", 1, 1, 1);
    cache.have(key);
    ScriptedEngine engine =
        new ScriptedEngine(
            looks -> {
              assertThat(cache.holds())
                  .as("while the model runs")
                  .isGreaterThanOrEqualTo(looks.size());
              if (ScriptedEngine.texts(looks).contains("refused")) {
                throw new LookRefusedException(0, "on purpose");
              }
              if (ScriptedEngine.texts(looks).contains("broken")) {
                throw new IllegalStateException("on purpose");
              }
            });
    BatchRunner runner =
        runner(
            engine,
            (job, start) -> {
              Look look = prepared(job).look();
              Picture held = cache.find(key).orElseThrow();
              Picture seen = new PictureTiles(1, new float[0]);
              Look own = new Look("", List.of(held, seen, seen), look.questions(), 8);
              return new Prepared(job, own, Duration.ZERO, Duration.ZERO, Duration.ZERO);
            });

    runner.run(batch("refused", "a", "broken", "b"));
    runner.run(
        new Batch<>(batch("late").due().stream().map(BatchRunnerTest::late).toList(), List.of()));

    assertThat(reasons(5)).containsEntry("a", "answered").containsEntry("b", "answered");
    assertThat(cache.holds()).isZero();
    assertThat(counters.snapshot().pictureHits()).isEqualTo(2);
    assertThat(counters.snapshot().pictureMisses()).isEqualTo(4);
  }

  private static Job late(Job job) {
    job.request().setDeadlineAt(Instant.EPOCH);
    return job;
  }

  @Test
  void shouldNotGoOnInAProcessThatIsBroken() {
    Batch<Job> batch = batch("a");
    BatchRunner runner =
        runner(
            new ScriptedEngine(),
            (job, start) -> {
              throw new NoClassDefFoundError("on purpose");
            });

    assertThatThrownBy(() -> runner.run(batch)).isInstanceOf(NoClassDefFoundError.class);
    assertThat(batch.due().get(0).delivery().outcome()).isEmpty();
  }
}
