package io.framewise.streams.health;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;

/**
 * Judges from one observation after the other whether workers live. Two things tell that none does:
 * the group has no member though requests wait, or requests expire and none is answered. A worker
 * that was killed stays a member for 45 s, so the first alone would be late; a slow one answers now
 * and then, so one expired request alone says nothing. Confined to one thread.
 *
 * <p>Only what changes from one look to the next tells anything of now. A source that was not there
 * at the last look brings the counts of its whole life with it, and so do all of them when the
 * state was away: the first look at each is where counting begins.
 *
 * <p>Workers that answer after all, without a new one among them, were only slow: the next silence
 * must be twice as long, so that the verdict does not go to and fro.
 */
final class WorkerHealth {

  static final Duration KAFKA_LIMIT = Duration.ofSeconds(10);
  static final Duration NOBODY_LIMIT = Duration.ofSeconds(10);
  static final Duration SILENCE_LIMIT = Duration.ofSeconds(20);
  static final Duration LONGEST_SILENCE_LIMIT = Duration.ofMinutes(5);

  /** Requests that expired longer ago say nothing of now. */
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

  /** One worker has several. */
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
