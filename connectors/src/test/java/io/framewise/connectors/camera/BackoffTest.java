package io.framewise.connectors.camera;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.connectors.source.StreamFault;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.function.Supplier;
import java.util.random.RandomGenerator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

final class BackoffTest {

  /** Varies nothing. */
  private static final RandomGenerator MIDDLE =
      new RandomGenerator() {
        @Override
        public long nextLong() {
          return 0;
        }

        @Override
        public double nextDouble() {
          return 0.5;
        }
      };

  private final Backoff backoff = new Backoff(MIDDLE);

  private static List<Long> seconds(int count, Supplier<Duration> next) {
    return Stream.generate(next).limit(count).map(Duration::toSeconds).toList();
  }

  @Test
  void shouldWaitTwiceAsLongEachTimeUpToAMinute() {
    assertThat(seconds(8, () -> backoff.after(StreamFault.STALLED, Duration.ZERO)))
        .containsExactly(1L, 2L, 4L, 8L, 16L, 32L, 60L, 60L);
  }

  @Test
  void shouldTryACameraThatWasNotReachedEveryFewSeconds() {
    assertThat(seconds(5, () -> backoff.after(StreamFault.REFUSED, Duration.ZERO)))
        .containsExactly(1L, 2L, 4L, 5L, 5L);
  }

  @Test
  void shouldLeaveACameraThatRefusedTheLogInAloneForAMinute() {
    assertThat(backoff.after(StreamFault.UNAUTHORIZED, Duration.ZERO))
        .isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void shouldBeginAnewAfterAGoodRun() {
    seconds(5, () -> backoff.after(StreamFault.CLOSED, Duration.ZERO));

    assertThat(backoff.after(StreamFault.CLOSED, Duration.ofSeconds(30)))
        .isEqualTo(Duration.ofSeconds(1));
  }

  @Test
  void shouldVarySoThatManyDoNotComeAtOnce() {
    Backoff varied = new Backoff(new Random(1));

    List<Duration> pauses =
        Stream.generate(() -> varied.after(StreamFault.UNAUTHORIZED, Duration.ZERO))
            .limit(100)
            .toList();

    assertThat(pauses)
        .allMatch(pause -> pause.toSeconds() >= 48 && pause.toSeconds() <= 72)
        .doesNotHaveDuplicates();
  }
}
