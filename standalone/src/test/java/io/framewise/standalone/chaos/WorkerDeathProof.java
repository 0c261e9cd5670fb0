package io.framewise.standalone.chaos;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.platform.statistics.Percentile;
import io.framewise.standalone.e2e.ForeignReader;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;
import org.apache.avro.generic.GenericRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Real workers that die or hang with requests in hand, one of two at a time. */
@Timeout(value = 30, unit = TimeUnit.MINUTES)
class WorkerDeathProof {

  private static final int KILLS = 20;
  private static final int HANGS = 10;
  private static final int SOURCES = 6;
  private static final Duration PACE = Duration.ofMillis(300);

  /** The least that Kafka takes. */
  private static final Duration LOCK = Duration.ofSeconds(15);

  private static final List<String> SETTINGS =
      List.of("model.lock=15s", "model.renew-every=5s", "model.deliveries=10");

  @RegisterExtension private static final Ground GROUND = new Ground("workers", 1);

  /** What befell whom when, by the wall clock. */
  private record Stroke(String victim, long atMs) {}

  private interface Fault {
    void strike(WorkerProcess worker, Work work) throws Exception;
  }

  @Test
  void shouldHandRequestsOnWithinFiveSecondsWhenAWorkerIsKilled() throws Exception {
    List<Long> redelivered =
        run(
            "kills",
            KILLS,
            (worker, work) -> {
              worker.kill();
              work.cameras().runOn(8);
              worker.start();
              work.cameras().runOn(5);
            });

    assertThat(percentile(redelivered, 95)).isLessThanOrEqualTo(5_000);
  }

  @Test
  void shouldHandRequestsOnAndLetNobodyOverwriteThemWhenAWorkerHangs() throws Exception {
    List<Long> redelivered =
        run(
            "hangs",
            HANGS,
            (worker, work) -> {
              worker.pause();
              work.cameras().runOn(Math.toIntExact(LOCK.toSeconds()) + 7);
              worker.goOn();
              work.cameras().runOn(5);
            });

    assertThat(percentile(redelivered, 95)).isLessThanOrEqualTo(LOCK.toMillis() + 2_000);
  }

  /** How long it took, in milliseconds, until another worker had answered what was in hand. */
  private List<Long> run(String name, int times, Fault fault) throws Exception {
    Site site = GROUND.site(name);
    WorkerCrew crew = WorkerCrew.start(site, GROUND.directory(), 2, PACE, SETTINGS);
    List<Stroke> strokes = new ArrayList<>();
    // An answer that a hung worker's successor gives after the lock is to be in time.
    try (Work work =
            new Work(site, GROUND.directory(), SOURCES, second -> false, crew, "deadline: 1m");
        ForeignReader reader = new ForeignReader(site)) {
      work.cameras().runOn(5);
      for (int i = 0; i < times; i++) {
        WorkerProcess worker = crew.get(i % 2);
        strokes.add(new Stroke(worker.name(), System.currentTimeMillis()));
        fault.strike(worker, work);
      }
      work.requireOutcome();
      List<GenericRecord> completions = reader.allDecoded(site.topics().completions().name());
      requireFirstAnswers(completions, reader.allDecoded(site.events()));
      List<Long> redelivered = redelivered(completions, strokes);
      work.say(
          "%d times, %d requests handed on, p50 / p95 / longest %d / %d / %d ms, %d answered twice"
              .formatted(
                  times,
                  redelivered.size(),
                  percentile(redelivered, 50),
                  percentile(redelivered, 95),
                  percentile(redelivered, 100),
                  completions.size() - byRequest(completions).size()));
      return redelivered;
    }
  }

  private static Map<String, List<GenericRecord>> byRequest(List<GenericRecord> completions) {
    return completions.stream()
        .collect(Collectors.groupingBy(record -> record.get("requestId").toString()));
  }

  /** Whoever comes second, a worker that hung above all, changes nothing. */
  private static void requireFirstAnswers(
      List<GenericRecord> completions, List<GenericRecord> events) {
    Map<String, List<GenericRecord>> byRequest = byRequest(completions);
    for (GenericRecord event : events) {
      if (event.get("status").toString().equals("ANSWERED")) {
        GenericRecord first = byRequest.get(event.get("eventId").toString()).get(0);
        assertThat(event.get("worker")).hasToString(first.get("worker").toString());
      }
    }
  }

  private static List<Long> redelivered(List<GenericRecord> completions, List<Stroke> strokes) {
    List<Long> times = new ArrayList<>();
    for (int i = 0; i < strokes.size(); i++) {
      Stroke stroke = strokes.get(i);
      long until = i + 1 < strokes.size() ? strokes.get(i + 1).atMs() : Long.MAX_VALUE;
      completions.stream()
          .filter(record -> (int) record.get("attempt") > 1)
          .filter(record -> !record.get("worker").toString().equals(stroke.victim()))
          .mapToLong(record -> (long) record.get("completedAt"))
          .filter(completedAt -> completedAt >= stroke.atMs() && completedAt < until)
          .map(completedAt -> completedAt - stroke.atMs())
          .forEach(times::add);
    }
    assertThat(times).as("requests that were in hand").hasSizeGreaterThan(strokes.size() / 2);
    return times;
  }

  private static long percentile(List<Long> values, int percent) {
    return Percentile.of(values, percent).orElseThrow();
  }
}
