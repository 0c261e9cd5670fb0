package io.framewise.streams.api.access;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class RateLimitTest {

  private final AtomicLong nanos = new AtomicLong();
  private final RateLimit limit = new RateLimit(5, nanos::get);

  private int taken(String name, int tries) {
    int taken = 0;
    for (int i = 0; i < tries; i++) {
      taken += limit.take(name) ? 1 : 0;
    }
    return taken;
  }

  @Test
  void shouldGrantTwoSecondsAtOnceAndThenTheRate() {
    assertThat(taken("wall", 100)).isEqualTo(10);
    nanos.addAndGet(TimeUnit.SECONDS.toNanos(1));
    assertThat(taken("wall", 100)).isEqualTo(5);
    nanos.addAndGet(TimeUnit.HOURS.toNanos(1));
    assertThat(taken("wall", 100)).isEqualTo(10);
  }

  @Test
  void shouldCountEachByItself() {
    taken("wall", 100);

    assertThat(taken("phone", 100)).isEqualTo(10);
  }

  @Test
  void shouldForgetThoseUsedLongestAgoWhenThereAreTooMany() {
    taken("first", 100);
    for (int i = 0; i < 10_000; i++) {
      limit.take("name-" + i);
    }

    assertThat(taken("first", 100)).isEqualTo(10);
    assertThat(taken("name-9999", 100)).isEqualTo(9);
  }
}
