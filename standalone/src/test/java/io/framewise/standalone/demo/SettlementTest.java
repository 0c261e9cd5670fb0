package io.framewise.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;

class SettlementTest {

  private static final long STEP = Duration.ofSeconds(15).toNanos();

  private final AtomicInteger reports = new AtomicInteger();
  private final AtomicLong time = new AtomicLong();

  @Test
  void shouldNotWaitWhenTheDemoHasFailed() throws Exception {
    settle(() -> true, () -> false);

    assertThat(reports).hasValue(1);
  }

  @Test
  void shouldWaitFortyFiveSecondsForAWindowThatStaysOpen() throws Exception {
    settle(() -> false, () -> false);

    assertThat(reports).hasValue(4);
  }

  @Test
  void shouldWaitFifteenSecondsAfterASignal() throws Exception {
    settle(() -> false, () -> true);

    assertThat(reports).hasValue(2);
  }

  @Test
  void shouldWaitFifteenSecondsMoreWhenTheSignalComesMeanwhile() throws Exception {
    settle(() -> false, () -> reports.get() == 2);

    assertThat(reports).hasValue(3);
  }

  private void settle(BooleanSupplier failed, BooleanSupplier signalled)
      throws InterruptedException {
    DemoReport report =
        new Settlement(this::unsettled, failed, signalled, () -> time.getAndAdd(STEP)).settle();

    assertThat(report.settled()).isFalse();
  }

  private DemoReport unsettled() {
    reports.incrementAndGet();
    return DemoReport.of(List.of(Accounts.status(status -> {})), List.of(), List.of());
  }
}
