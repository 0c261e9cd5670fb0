package io.framewise.model.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import io.framewise.contract.avro.CompletionStatus;
import io.framewise.contract.avro.InferenceCompletion;
import io.framewise.model.engine.Look;
import io.framewise.model.engine.LookRefusedException;
import io.framewise.model.engine.Picture;
import io.framewise.model.engine.PictureKey;
import io.framewise.model.engine.PictureTiles;
import io.framewise.model.loop.Canary;
import io.framewise.model.loop.EngineLoop;
import io.framewise.model.loop.HandOver;
import io.framewise.model.loop.Pulse;
import io.framewise.platform.topic.RecordPlace;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** What becomes of each request that the model is given. */
@ExtendWith(BrokerExtension.class)
@Timeout(120)
class EngineLoopTest {

  private final Counters counters = new Counters();
  private final HandOver<Prepared> queue = new HandOver<>();
  private final Canary canary = new Canary();
  private Duration every = Duration.ofMinutes(1);
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

  private FutureTask<Void> start(ScriptedEngine engine) {
    InstantSource clock = InstantSource.system();
    Results results = new Results(new Completions("w", engine, clock), outbox);
    RequestRun.Surroundings around =
        new RequestRun.Surroundings(results, counters, clock, queue::closed);
    EngineLoop.Signs signs = new EngineLoop.Signs(new Pulse(System::nanoTime), canary, every);
    EngineLoop<Prepared> loop =
        new EngineLoop<>(
            engine, queue, signs, prepared -> RequestRun.submit(engine, prepared, around));
    FutureTask<Void> running =
        new FutureTask<>(
            () -> {
              loop.run();
              return null;
            });
    new Thread(running, "engine").start();
    return running;
  }

  private static Prepared prepared(Job job, Picture... pictures) {
    Look.Ask ask = Look.Ask.of(job.request().getQuestions().get(0), 8);
    Look look = new Look("", List.of(pictures), List.of(ask), 8);
    return new Prepared(job, look, Duration.ZERO, Duration.ZERO, new NoRoom());
  }

  private static List<Job> jobs(String... ids) {
    List<Job> jobs = new ArrayList<>();
    for (String id : ids) {
      RecordPlace place = new RecordPlace(new TopicPartition("requests", 0), jobs.size());
      jobs.add(new Job(Requests.request(id).build(), new Delivery(place, 1)));
    }
    return jobs;
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
  void shouldCountPicturesAndLetGoOfWhatItHeldHoweverRequestsEnd() throws Exception {
    HoldCounter cache = new HoldCounter();
    PictureKey key = new PictureKey("digest", 1, 1, 1);
    cache.have(key);
    ScriptedEngine engine =
        new ScriptedEngine(
            looks -> {
              if (ScriptedEngine.texts(looks).contains("refused")) {
                throw new LookRefusedException(
                    ScriptedEngine.texts(looks).indexOf("refused"), "on purpose");
              }
              if (ScriptedEngine.texts(looks).contains("broken")) {
                throw new IllegalStateException("on purpose");
              }
              if (ScriptedEngine.texts(looks).contains("huge")) {
                throw new OutOfMemoryError("on purpose");
              }
            });
    for (Job job : jobs("refused", "a", "broken", "b", "huge", "late")) {
      if (job.request().getRequestId().equals("late")) {
        job.request().setDeadlineAt(Instant.EPOCH);
      }
      Picture seen = new PictureTiles(1, new float[0]);
      queue.submit(prepared(job, cache.find(key).orElseThrow(), seen, seen));
    }

    FutureTask<Void> running = start(engine);

    Map<String, String> reasons = reasons(6);
    queue.close();
    running.get();
    assertThat(reasons)
        .containsEntry("a", "answered")
        .containsEntry("b", "answered")
        .containsEntry("refused", "look-refused: on purpose")
        .containsEntry("broken", "engine-error: the model failed on this look")
        .containsEntry("huge", "out-of-memory: the model ran out of memory on this look")
        .hasEntrySatisfying("late", reason -> assertThat(reason).startsWith("deadline"));
    assertThat(cache.holds()).isZero();
    assertThat(counters.snapshot().pictureHits()).isEqualTo(2);
    assertThat(counters.snapshot().pictureMisses()).isEqualTo(4);
  }

  @Test
  void shouldNotGoOnInAProcessThatIsBroken() {
    Job job = jobs("a").get(0);
    queue.submit(prepared(job));
    FutureTask<Void> running =
        start(
            new ScriptedEngine(
                looks -> {
                  throw new NoClassDefFoundError("on purpose");
                }));

    assertThatThrownBy(running::get)
        .isInstanceOf(ExecutionException.class)
        .hasCauseInstanceOf(NoClassDefFoundError.class);
    assertThat(job.delivery().outcome()).isEmpty();
  }

  @Test
  void shouldNoticeAModelThatFailsWhileNobodyAsks() throws Exception {
    every = Duration.ofMillis(20);
    AtomicBoolean broken = new AtomicBoolean(true);
    FutureTask<Void> running =
        start(
            new ScriptedEngine(
                looks -> {
                  if (broken.get()) {
                    throw new IllegalStateException("on purpose");
                  }
                }));

    await().until(() -> canary.trouble().isPresent());
    assertThat(canary.trouble()).hasValue("the model fails on a word: on purpose");
    broken.set(false);
    await().until(() -> canary.trouble().isEmpty());
    queue.close();
    running.get();
  }
}
