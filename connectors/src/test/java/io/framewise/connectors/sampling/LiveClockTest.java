package io.framewise.connectors.sampling;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

final class LiveClockTest {

  private static final long SECOND = 1_000_000;
  private static final long START = 1_000_000 * SECOND;

  private final LiveClock clock = new LiveClock();

  @Test
  void shouldBeginWithTheTimeOfArrivalAndFollowTheTimestamps() {
    assertThat(clock.next(77 * SECOND, START)).isEqualTo(START);
    assertThat(clock.next(77 * SECOND + 40_000, START + 40_000)).isEqualTo(START + 40_000);
  }

  @Test
  void shouldSmoothPicturesThatArriveInABurst() {
    clock.next(0, START);

    assertThat(clock.next(40_000, START + 400_000)).isCloseTo(START + 40_000, within(10_000L));
  }

  @Test
  void shouldCorrectADriftWithoutAJump() {
    long last = 0;
    for (long i = 0; i < 5_000; i++) {
      // The camera's clock is one per cent slow.
      long arrival = START + i * 40_000;
      long time = clock.next(i * 39_600, arrival);
      assertThat(time).isGreaterThan(last);
      last = time;
      assertThat(time).isCloseTo(arrival, within(SECOND / 10));
    }
    assertThat(clock.jumps()).isZero();
  }

  @Test
  void shouldFindTheTimeAnewWhenTimestampsJump() {
    clock.next(0, START);

    assertThat(clock.next(900 * SECOND, START + 40_000)).isEqualTo(START + 40_000);
    assertThat(clock.next(900 * SECOND + 40_000, START + 80_000)).isEqualTo(START + 80_000);
    assertThat(clock.jumps()).isEqualTo(1);
  }

  @Test
  void shouldFindTheTimeAnewWhenTimestampsGoBack() {
    clock.next(900 * SECOND, START);

    assertThat(clock.next(0, START + 40_000)).isEqualTo(START + 40_000);
    assertThat(clock.jumps()).isEqualTo(1);
  }

  @Test
  void shouldNotTakeForAJumpWhatWasHeldUpOnItsWay() {
    clock.next(0, START);

    assertThat(clock.next(40_000, START + 5 * SECOND)).isEqualTo(START + 5 * SECOND);
    for (int i = 2; i <= 125; i++) {
      clock.next(i * 40_000L, START + 5 * SECOND);
    }
    assertThat(clock.next(126 * 40_000L, START + 126 * 40_000L))
        .isCloseTo(START + 126 * 40_000L, within(SECOND / 5));
    assertThat(clock.jumps()).isZero();
  }

  @Test
  void shouldNotBeAheadOfTimeWhenTheFirstPictureHasWaited() {
    clock.next(0, START + 400_000);

    assertThat(clock.next(SECOND, START + SECOND)).isEqualTo(START + SECOND);
  }

  @Test
  void shouldNeverGoBackNorStand() {
    long first = clock.next(SECOND, START);

    assertThat(clock.next(SECOND - 80_000, START)).isGreaterThan(first);
  }

  @Test
  void shouldTakeTheTimeOfArrivalWhereThereIsNoTimestamp() {
    assertThat(clock.next(LiveClock.NO_TIMESTAMP, START)).isEqualTo(START);
  }
}
