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
import java.util.List;
import java.util.Map;
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

  private BatchRunner runner(ScriptedEngine engine) {
    InstantSource clock = InstantSource.system();
    Results results = new Results(new Completions("w", engine, clock), outbox);
    return new BatchRunner(engine, results, counters, clock);
  }

  private static Prepared prepared(Job job, Picture... pictures) {
    Look.Ask ask = Look.Ask.of(job.request().getQuestions().get(0), 8);
    Look look = new Look("", List.of(pictures), List.of(ask), 8);
    return new Prepared(job, look, Duration.ZERO, Duration.ZERO, () -> {});
  }

  private static List<Job> jobs(String... ids) {
    List<Job> jobs = new ArrayList<>();
    for (String id : ids) {
      RecordPlace place = new RecordPlace(new TopicPartition("requests", 0), jobs.size());
      jobs.add(new Job(Requests.request(id).build(), new Delivery(place, 1)));
    }
    return jobs;
  }

  private static Batch<Prepared> batch(String... ids) {
    return new Batch<>(jobs(ids).stream().map(BatchRunnerTest::prepared).toList(), List.of());
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
  void shouldRunABatchOneByOneWhenTheModelRunsOutOfMemoryOnIt() {
    ScriptedEngine engine =
        new ScriptedEngine(
            looks -> {
              if (looks.size() > 1 || ScriptedEngine.texts(looks).contains("huge")) {
                throw new OutOfMemoryError("on purpose");
              }
            });

    runner(engine).run(batch("a", "huge", "b"));

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
    List<Prepared> due = new ArrayList<>();
    for (Job job : jobs("refused", "a", "broken", "b", "late")) {
      Picture seen = new PictureTiles(1, new float[0]);
      due.add(prepared(job, cache.find(key).orElseThrow(), seen, seen));
    }
    Prepared expired = prepared(jobs("expired").get(0), cache.find(key).orElseThrow());
    due.get(4).job().request().setDeadlineAt(Instant.EPOCH);

    runner(engine).run(new Batch<>(due, List.of(expired)));

    assertThat(reasons(6)).containsEntry("a", "answered").containsEntry("b", "answered");
    assertThat(cache.holds()).isZero();
    assertThat(counters.snapshot().pictureHits()).isEqualTo(2);
    assertThat(counters.snapshot().pictureMisses()).isEqualTo(4);
  }

  @Test
  void shouldNotGoOnInAProcessThatIsBroken() {
    Batch<Prepared> batch = batch("a");
    BatchRunner runner =
        runner(
            new ScriptedEngine(
                looks -> {
                  throw new NoClassDefFoundError("on purpose");
                }));

    assertThatThrownBy(() -> runner.run(batch)).isInstanceOf(NoClassDefFoundError.class);
    assertThat(batch.due().get(0).job().delivery().outcome()).isEmpty();
  }
}
