package io.framewise.platform.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class ShutdownSignalTest {

  @Test
  void shouldInterruptTheStartWhenASignalComes() throws Exception {
    CompletableFuture<ShutdownSignal> installed = new CompletableFuture<>();
    CompletableFuture<Boolean> ended = new CompletableFuture<>();
    Thread starter =
        new Thread(
            () -> {
              try (ShutdownSignal signal = ShutdownSignal.install()) {
                installed.complete(signal);
                new CountDownLatch(1).await();
              } catch (InterruptedException e) {
                ended.complete(true);
              }
            });
    starter.start();

    installed.get(10, TimeUnit.SECONDS).arrive();

    assertThat(ended.get(10, TimeUnit.SECONDS)).isTrue();
  }

  @Test
  void shouldReturnFromAwaitWithoutAnInterruptWhenTheSignalCameDuringTheStart() throws Exception {
    try (ShutdownSignal signal = ShutdownSignal.install()) {
      signal.arrive();
      assertThat(Thread.currentThread().isInterrupted()).isTrue();

      signal.await();

      assertThat(signal.received()).isTrue();
      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }

  @Test
  void shouldInterruptNobodyWhenTheSignalComesAfterTheStart() throws Exception {
    try (ShutdownSignal signal = ShutdownSignal.install()) {
      signal.trigger();
      signal.await();

      signal.arrive();

      assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }
  }
}
