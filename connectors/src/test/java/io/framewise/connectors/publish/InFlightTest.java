package io.framewise.connectors.publish;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

final class InFlightTest {

  private static final int THREADS = 8;
  private static final int ROUNDS = 20_000;
  private static final int MAX_RECORDS = 3;

  @Test
  void shouldKeepItsBoundsWhenManyThreadsTakeAndRelease() {
    InFlight room = new InFlight(MAX_RECORDS, 1_000);
    AtomicInteger under = new AtomicInteger();
    AtomicLong taken = new AtomicLong();
    AtomicInteger most = new AtomicInteger();
    CyclicBarrier together = new CyclicBarrier(THREADS);
    ExecutorService threads = Executors.newFixedThreadPool(THREADS);
    try {
      List<CompletableFuture<Void>> all = new ArrayList<>();
      for (int i = 0; i < THREADS; i++) {
        all.add(
            CompletableFuture.runAsync(
                () -> {
                  try {
                    together.await();
                    for (int round = 0; round < ROUNDS; round++) {
                      if (room.take(1, Duration.ofSeconds(30))) {
                        most.accumulateAndGet(under.incrementAndGet(), Math::max);
                        taken.incrementAndGet();
                        under.decrementAndGet();
                        room.release(1);
                      }
                    }
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  }
                },
                threads));
      }
      all.forEach(CompletableFuture::join);
    } finally {
      threads.shutdownNow();
    }

    assertThat(taken).hasValue((long) THREADS * ROUNDS);
    assertThat(most.get()).isBetween(1, MAX_RECORDS);
    assertThat(room.tryTake(1)).isTrue();
    assertThat(room.tryTake(999)).isTrue();
    assertThat(room.tryTake(1)).isFalse();
  }

  @Test
  void shouldLetOneRecordThatIsLargerThanAllRoomGoAlone() {
    InFlight room = new InFlight(MAX_RECORDS, 10);

    assertThat(room.tryTake(1_000)).isTrue();
    assertThat(room.tryTake(1)).isFalse();
    room.release(1_000);
    assertThat(room.tryTake(1)).isTrue();
  }
}
