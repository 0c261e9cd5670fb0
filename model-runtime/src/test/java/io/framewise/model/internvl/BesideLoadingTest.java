package io.framewise.model.internvl;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;

class BesideLoadingTest {

  @Test
  void shouldWorkOnTheLoadingThreadWhereThereIsOneProcessor() {
    try (BesideLoading beside = new BesideLoading(1, 1)) {
      FutureTask<Thread> task = beside.start(Thread::currentThread);

      assertThat(task).isDone();
      assertThat(beside.result(task)).isSameAs(Thread.currentThread());
    }
  }

  @Test
  void shouldTakeAHandWhereTheOtherThreadIsBehind() {
    CountDownLatch done = new CountDownLatch(1);
    try (BesideLoading beside = new BesideLoading(2, 1)) {
      FutureTask<Thread> first =
          beside.start(
              () -> {
                done.await();
                return Thread.currentThread();
              });
      FutureTask<Thread> second =
          beside.start(
              () -> {
                done.countDown();
                return Thread.currentThread();
              });

      assertThat(beside.result(first)).isNotSameAs(Thread.currentThread());
      assertThat(beside.result(second)).isSameAs(Thread.currentThread());
    }
  }

  @Test
  void shouldThrowWhatTheWorkThrew() {
    try (BesideLoading beside = new BesideLoading(2, 1)) {
      FutureTask<String> task =
          beside.start(
              () -> {
                throw new IllegalStateException("broken");
              });

      assertThatThrownBy(() -> beside.result(task)).hasMessage("broken");
    }
  }

  @Test
  void shouldTellTheShareOfLoading() {
    assertThat(new CheckTime(30_000_000, 400_000_000).told(1_000_000_000))
        .isEqualTo("checking forms took 30 ms of it (3 %) and 400 ms beside it");
  }
}
