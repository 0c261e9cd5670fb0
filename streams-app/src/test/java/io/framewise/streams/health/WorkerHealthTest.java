package io.framewise.streams.health;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is observed every three seconds, and what is made of it. */
class WorkerHealthTest {

  private static final long EVERY_MS = 3000;
  private static final Set<String> NOBODY = Set.of();
  private static final Set<String> ONE = Set.of("worker-1");

  private final WorkerHealth health = new WorkerHealth();
  private long now;
  private Verdict verdict;

  @Test
  void shouldBeUpWithoutWorkersWhileNothingWaits() {
    for (int i = 0; i < 100; i++) {
      see(NOBODY, 0, 0, 0);
      assertThat(verdict.up()).isTrue();
    }
    assertThat(verdict.detail()).contains("no worker is there");
    assertThat(verdict.workers()).hasValue(0);
  }

  @Test
  void shouldTellWithinThirtySecondsThatTheLastWorkerHasLeft() {
    see(ONE, 5, 0, 1);
    see(ONE, 6, 0, 1);
    long goneAt = now;

    while (now - goneAt < 30_000 && verdict.up()) {
      see(NOBODY, 6, 0, 2);
    }

    assertThat(verdict.up()).isFalse();
    assertThat(now - goneAt).isLessThanOrEqualTo(15_000);
    assertThat(verdict.detail()).startsWith("no worker is there: 2 requests wait");
    assertThat(verdict.workers()).hasValue(0);
  }

  /** Kafka keeps a killed worker as a member for 45 s; its requests expire after 15 s. */
  @Test
  void shouldTellWithinThirtySecondsThatAKilledWorkerDoesNotAnswer() {
    see(ONE, 5, 0, 1);
    see(ONE, 6, 0, 1);
    long killedAt = now;

    int expired = 0;
    while (now - killedAt < 30_000 && verdict.up()) {
      expired += now - killedAt > 12_000 ? 1 : 0;
      see(ONE, 6, expired, 2);
    }

    assertThat(verdict.up()).isFalse();
    assertThat(now - killedAt).isLessThanOrEqualTo(30_000);
    assertThat(verdict.detail())
        .contains("no worker has answered for")
        .contains("1 consumer in the group")
        .contains("2 requests wait");
  }

  @Test
  void shouldBeUpAgainWhenANewWorkerComes() {
    killed();

    see(Set.of("worker-1", "worker-2"), 6, 9, 2);

    assertThat(verdict.up()).isTrue();
    assertThat(verdict.detail()).isEqualTo("workers are there, 2 consumers");
  }

  @Test
  void shouldBeUpAgainWhenARequestIsAnswered() {
    killed();

    see(ONE, 7, 9, 1);

    assertThat(verdict.up()).isTrue();
  }

  @Test
  void shouldNotGoToAndFroWhenAWorkerIsOnlySlow() {
    int changes = 0;
    boolean up = true;
    // An answer every 24 s, and requests that expire in between, for an hour.
    for (int i = 0; i < 1200; i++) {
      see(ONE, i / 8, i / 3, 2);
      changes += up == verdict.up() ? 0 : 1;
      up = verdict.up();
    }
    assertThat(changes).isLessThanOrEqualTo(2);
    assertThat(up).isTrue();
  }

  @Test
  void shouldBeUpWithAnotherKindOfWorkersThatAnswer() {
    for (int i = 0; i < 100; i++) {
      see(NOBODY, i / 2, 0, 3);
      assertThat(verdict.up()).isTrue();
    }
  }

  @Test
  void shouldTellThatKafkaIsAway() {
    see(ONE, 5, 0, 1);
    long goneAt = now;

    while (now - goneAt < 15_000 && verdict.up()) {
      now += EVERY_MS;
      verdict = health.next(new Observation(now, Optional.empty(), true, ofDoor(5, 0, 1)));
    }

    assertThat(verdict.up()).isFalse();
    assertThat(verdict.detail()).startsWith("Kafka has not answered for");
    see(ONE, 5, 0, 1);
    assertThat(verdict.up()).isTrue();
  }

  @Test
  void shouldGoByTheRequestsAloneWhereItMayNotSeeTheGroups() {
    for (int i = 0; i < 20; i++) {
      now += EVERY_MS;
      verdict = health.next(new Observation(now, Optional.empty(), false, ofDoor(0, i, 1)));
    }

    assertThat(verdict.up()).isFalse();
    assertThat(verdict.detail()).contains("Kafka does not say who is there");
    assertThat(verdict.workers()).isEmpty();
  }

  @Test
  void shouldNotTakeWhatExpiredBeforeAStartForNews() {
    seeNothing();
    seeNothing();

    seeForAWhile(Map.of("door", new Endings(10_000, 12, 0)));
  }

  @Test
  void shouldNotTakeWhatExpiredElsewhereForNewsWhenASourceComesFromAnotherInstance() {
    see(ONE, 5, 0, 0);

    seeForAWhile(Map.of("door", new Endings(5, 0, 0), "gate", new Endings(10_000, 12, 0)));
    seeForAWhile(
        Map.of(
            "door", new Endings(5, 0, 0),
            "gate", new Endings(10_000, 12, 0),
            "yard", new Endings(0, 7, 0)));
  }

  @Test
  void shouldBeginAnewWhenTheStateWasAwayBetweenTwoLooks() {
    see(ONE, 5, 0, 0);
    seeNothing();

    seeForAWhile(Map.of("door", new Endings(5, 12, 0)));
  }

  @Test
  void shouldStillTellOfOneSourceThatExpiresWhileAnotherComes() {
    see(ONE, 5, 0, 1);
    for (int i = 1; i < 10; i++) {
      now += EVERY_MS;
      verdict =
          health.next(
              new Observation(
                  now,
                  Optional.of(ONE),
                  true,
                  Optional.of(
                      Map.of("door", new Endings(5, i, 1), "new" + i, new Endings(9, 9, 0)))));
    }

    assertThat(verdict.up()).isFalse();
    assertThat(verdict.detail()).contains("1 requests wait, 9 expired meanwhile");
  }

  private void killed() {
    see(ONE, 5, 0, 1);
    for (int i = 0; i < 10; i++) {
      see(ONE, 6, i, 2);
    }
    assertThat(verdict.up()).isFalse();
  }

  private void see(Set<String> workers, long answered, long expired, long open) {
    now += EVERY_MS;
    verdict =
        health.next(
            new Observation(now, Optional.of(workers), true, ofDoor(answered, expired, open)));
  }

  private void seeNothing() {
    now += EVERY_MS;
    verdict = health.next(new Observation(now, Optional.of(ONE), true, Optional.empty()));
  }

  private void seeForAWhile(Map<String, Endings> endings) {
    for (int i = 0; i < 20; i++) {
      now += EVERY_MS;
      verdict = health.next(new Observation(now, Optional.of(ONE), true, Optional.of(endings)));
      assertThat(verdict.up()).as("after %d ms: %s", now, verdict.detail()).isTrue();
    }
  }

  private static Optional<Map<String, Endings>> ofDoor(long answered, long expired, long open) {
    return Optional.of(Map.of("door", new Endings(answered, expired, open)));
  }
}
