package io.framewise.model.batch;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.contract.avro.Priority;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatcherTest {

  private static final Duration WAIT = Duration.ofMillis(50);
  private static final Instant LATER = Instant.EPOCH.plusSeconds(3600);

  private final MovedClock clock = new MovedClock();
  private final Batcher<String> batcher =
      new Batcher<>(
          new Batcher.Limits(3, 10), item -> item.startsWith("heavy") ? 7 : 1, WAIT, 6, clock);

  @Test
  void shouldHoldARequestBackUntilItHasWaitedLongEnough() {
    routine("a");
    clock.move(WAIT.minusMillis(1));
    assertThat(batcher.next().isEmpty()).isTrue();
    assertThat(batcher.untilDue()).contains(Duration.ofMillis(1));

    clock.move(Duration.ofMillis(1));

    assertThat(batcher.untilDue()).contains(Duration.ZERO);
    assertThat(batcher.next().due()).containsExactly("a");
  }

  @Test
  void shouldNotWaitWhenTheBatchIsFull() {
    routine("a");
    routine("b");
    assertThat(batcher.next().due()).isEmpty();

    routine("c");

    assertThat(batcher.untilDue()).contains(Duration.ZERO);
    assertThat(batcher.next().due()).containsExactly("a", "b", "c");
  }

  @Test
  void shouldBoundABatchByTheWeightOfItsItems() {
    routine("heavy-1");
    routine("a");
    assertThat(batcher.next().due()).as("neither many nor heavy").isEmpty();
    routine("heavy-2");

    assertThat(batcher.untilDue()).as("as heavy as a batch may be").contains(Duration.ZERO);
    assertThat(batcher.next().due()).containsExactly("heavy-1", "a");
    clock.move(WAIT);
    assertThat(batcher.next().due()).containsExactly("heavy-2");
  }

  @Test
  void shouldTakeANewLimitOfWeightForWhatWaitsAlready() {
    Batcher<String> small = new Batcher<>(new Batcher.Limits(8, 9), item -> 3, WAIT, 8, clock);
    small.offer("a", Priority.ROUTINE, LATER);
    small.offer("b", Priority.ROUTINE, LATER);
    small.limitWeight(6);

    assertThat(small.untilDue()).contains(Duration.ZERO);
    small.offer("c", Priority.ROUTINE, LATER);
    assertThat(small.next().due()).containsExactly("a", "b");
  }

  @Test
  void shouldRunAnItemAloneThatIsTooHeavyForAnyBatch() {
    Batcher<String> small = new Batcher<>(new Batcher.Limits(3, 5), item -> 7, WAIT, 6, clock);
    small.offer("a", Priority.ROUTINE, LATER);
    small.offer("b", Priority.ROUTINE, LATER);

    assertThat(small.next().due()).containsExactly("a");
    assertThat(small.next().due()).containsExactly("b");
    assertThat(small.next().due()).isEmpty();
  }

  @Test
  void shouldLetRoutineRequestsFillABatchThatAHeavyLiveOneDoesNotFit() {
    live("heavy-1");
    live("heavy-2");
    routine("a");

    assertThat(batcher.next().due()).containsExactly("heavy-1", "a");
  }

  @Test
  void shouldPutLiveRequestsFirstAndKeepTheOrderOfEachLane() {
    routine("r1");
    routine("r2");
    live("l1");
    live("l2");

    assertThat(batcher.next().due()).containsExactly("l1", "l2", "r1");
  }

  @Test
  void shouldStartARequestAtItsDeadlineButNotAfterIt() {
    batcher.offer("at", Priority.ROUTINE, Instant.EPOCH.plus(WAIT));
    batcher.offer("before", Priority.ROUTINE, Instant.EPOCH.plus(WAIT).minusMillis(1));
    clock.move(WAIT);

    Batch<String> batch = batcher.next();

    assertThat(batch.due()).containsExactly("at");
    assertThat(batch.expired()).containsExactly("before");
  }

  @Test
  void shouldRefuseWhatIsBeyondItsCapacityPerLane() {
    for (int i = 0; i < 6; i++) {
      assertThat(batcher.offer("r" + i, Priority.ROUTINE, LATER)).isTrue();
    }

    assertThat(batcher.offer("r6", Priority.ROUTINE, LATER)).isFalse();
    assertThat(batcher.room(Priority.ROUTINE)).isZero();
    assertThat(batcher.offer("l0", Priority.LIVE, LATER)).isTrue();
  }

  @Test
  void shouldSayThatNothingWillBeDueWhenNothingWaits() {
    assertThat(batcher.untilDue()).isEmpty();
  }

  @Test
  void shouldHandOutEverythingWhenDrained() {
    routine("r");
    live("l");

    assertThat(batcher.drain()).containsExactly("l", "r");
    assertThat(batcher.waiting()).isZero();
  }

  /** Whatever arrives and whenever: each request comes out once, in a batch of legal size. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void shouldHandOutEachRequestOnceInOrderWhateverTheTraffic(long seed) {
    Random random = new Random(seed);
    List<String> taken = new ArrayList<>();
    List<String> out = new ArrayList<>();
    for (int i = 0; i < 2000; i++) {
      Priority lane = random.nextInt(4) == 0 ? Priority.LIVE : Priority.ROUTINE;
      String item = lane + "-" + String.format("%04d", i);
      Instant deadline = clock.instant().plusMillis(random.nextInt(200));
      if (batcher.offer(item, lane, deadline)) {
        taken.add(item);
      }
      clock.move(Duration.ofMillis(random.nextInt(40)));
      boolean due = batcher.untilDue().map(Duration::isZero).orElse(false);
      Batch<String> batch = batcher.next();
      assertThat(batch.due()).hasSizeLessThanOrEqualTo(3);
      assertThat(due || batch.due().isEmpty()).isTrue();
      assertLiveFirstInOrder(batch.due());
      out.addAll(batch.due());
      out.addAll(batch.expired());
    }
    out.addAll(batcher.drain());

    assertThat(out).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(taken);
  }

  private static void assertLiveFirstInOrder(List<String> due) {
    assertThat(due).isSorted(); // LIVE sorts before ROUTINE, and within a lane by arrival
  }

  private void routine(String item) {
    batcher.offer(item, Priority.ROUTINE, LATER);
  }

  private void live(String item) {
    batcher.offer(item, Priority.LIVE, LATER);
  }
}
