package io.framewise.streams.health;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Judges from successive observations whether workers are alive. There are two signs that none is:
 * the share group has no member although requests wait, or requests expire and none is answered.
 * The first sign alone would come late, since a worker that was killed remains a member for 45 s. A
 * single expired request says nothing, since a slow worker answers now and then. Confined to one
 * thread.
 *
 * <p>Only changes between two observations count. A source that appears for the first time brings
 * the counts of its whole life, and so do all sources after the state was away; counting begins
 * with the first observation of each.
 *
 * <p>If workers answer again and there is no new one among them, they were only slow. Then the next
 * silence must be twice as long, so that the verdict does not alternate.
 */
final class WorkerHealth {

  static final Duration KAFKA_LIMIT = Duration.ofSeconds(10);
  static final Duration NOBODY_LIMIT = Duration.ofSeconds(10);
  static final Duration SILENCE_LIMIT = Duration.ofSeconds(20);
  static final Duration LONGEST_SILENCE_LIMIT = Duration.ofMinutes(5);

  /** Requests that expired longer ago than this are not considered. */
  static final Duration MEMORY = Duration.ofMinutes(5);

  private Set<String> workers = Set.of();
  private boolean workersKnown;
  private Optional<Map<String, Endings>> last = Optional.empty();
  private long open;
  private long answeredAtMs;
  private long expiredAtMs;
  private long expiredUnanswered;
  private long busySinceMs = -1;
  private long kafkaAtMs;
  private long patienceMs = SILENCE_LIMIT.toMillis();
  private boolean silent;
  private boolean begun;

  Verdict next(Observation seen) {
    long now = seen.atMs();
    if (!begun) {
      begun = true;
      answeredAtMs = now;
      kafkaAtMs = now;
    }
    noteWorkers(seen);
    seen.endings().ifPresent(endings -> noteEndings(endings, now));
    last = seen.endings();
    return verdict(now);
  }

  private void noteWorkers(Observation seen) {
    if (seen.workers().isEmpty()) {
      kafkaAtMs = seen.mayTellWorkers() ? kafkaAtMs : seen.atMs();
      return;
    }
    kafkaAtMs = seen.atMs();
    Set<String> now = seen.workers().get();
    if (!workers.containsAll(now)) { // a new one gets its chance
      patienceMs = SILENCE_LIMIT.toMillis();
      forgive(seen.atMs());
    }
    workers = now;
    workersKnown = true;
  }

  private void noteEndings(Map<String, Endings> endings, long now) {
    open = endings.values().stream().mapToLong(Endings::open).sum();
    busySinceMs = open > 0 ? busySinceMs < 0 ? now : busySinceMs : -1;
    if (last.isEmpty()) {
      forgive(now);
      return;
    }
    boolean answered = false;
    long expired = 0;
    for (Map.Entry<String, Endings> source : endings.entrySet()) {
      Endings before = last.get().getOrDefault(source.getKey(), source.getValue());
      answered |= source.getValue().answered() != before.answered();
      expired += Math.max(0, source.getValue().expired() - before.expired());
    }
    if (answered) {
      patienceMs = silent ? Math.min(2 * patienceMs, LONGEST_SILENCE_LIMIT.toMillis()) : patienceMs;
      forgive(now);
    }
    if (expired > 0) {
      expiredUnanswered += expired;
      expiredAtMs = now;
    }
  }

  private void forgive(long now) {
    answeredAtMs = now;
    expiredUnanswered = 0;
    silent = false;
  }

  private Verdict verdict(long now) {
    OptionalInt count = workersKnown ? OptionalInt.of(workers.size()) : OptionalInt.empty();
    if (now - kafkaAtMs >= KAFKA_LIMIT.toMillis()) {
      return new Verdict(false, "Kafka has not answered for " + seconds(now - kafkaAtMs), count);
    }
    boolean recentlyExpired = expiredUnanswered > 0 && now - expiredAtMs <= MEMORY.toMillis();
    boolean waits = busySinceMs >= 0 || recentlyExpired;
    long quietMs = now - (recentlyExpired ? answeredAtMs : Math.max(answeredAtMs, busySinceMs));
    if (workersKnown && workers.isEmpty() && waits && quietMs >= NOBODY_LIMIT.toMillis()) {
      return new Verdict(false, "no worker is there: " + waiting(), count);
    }
    silent = recentlyExpired && now - answeredAtMs >= patienceMs;
    if (silent) {
      return new Verdict(
          false,
          "no worker has answered for "
              + seconds(now - answeredAtMs)
              + " ("
              + (workersKnown ? consumers() + " in the group" : "Kafka does not say who is there")
              + "): "
              + waiting(),
          count);
    }
    return new Verdict(true, here(), count);
  }

  private String here() {
    if (!workersKnown) {
      return "workers unknown";
    }
    return workers.isEmpty()
        ? "no worker is there, and no request waits"
        : "workers are there, " + consumers();
  }

  /** A worker has several consumers. */
  private String consumers() {
    return workers.size() + (workers.size() == 1 ? " consumer" : " consumers");
  }

  private String waiting() {
    return open + " requests wait, " + expiredUnanswered + " expired meanwhile";
  }

  private static String seconds(long ms) {
    return ms / 1000 + " s";
  }
}
