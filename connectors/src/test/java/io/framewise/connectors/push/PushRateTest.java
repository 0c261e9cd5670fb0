package io.framewise.connectors.push;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class PushRateTest {

  private final AtomicLong now = new AtomicLong(1_000);

  private PushRate rate(double perSecond) {
    return new PushRate(perSecond, now::get);
  }

  private void pass(Duration time) {
    now.addAndGet(time.toNanos());
  }

  @Test
  void shouldLetASecondsWorthThroughAtOnceAndThenOneAtATime() {
    PushRate rate = rate(2);

    assertThat(rate.take(1)).isZero();
    assertThat(rate.take(1)).isZero();
    assertThat(rate.take(1)).isEqualTo(Duration.ofMillis(500));
    pass(Duration.ofMillis(500));
    assertThat(rate.take(1)).isZero();
    assertThat(rate.take(1)).isPositive();
  }

  @Test
  void shouldTakeThePicturesOfOneRequestTogetherAndPauseAfterThem() {
    PushRate rate = rate(1);

    assertThat(rate.take(4)).isZero();
    assertThat(rate.take(1)).isEqualTo(Duration.ofSeconds(4));
    pass(Duration.ofSeconds(4));
    assertThat(rate.take(1)).isZero();
  }

  @Test
  void shouldSaveUpNoMoreThanASecond() {
    PushRate rate = rate(1);
    pass(Duration.ofHours(1));

    assertThat(rate.take(1)).isZero();
    assertThat(rate.take(1)).isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void shouldLetEverythingThroughWithoutALimit() {
    PushRate rate = rate(0);

    assertThat(rate.take(1000)).isZero();
    assertThat(rate.take(1000)).isZero();
  }
}
