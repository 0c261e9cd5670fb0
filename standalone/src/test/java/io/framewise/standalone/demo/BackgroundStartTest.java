package io.framewise.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.contract.UserError;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(value = 30, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class BackgroundStartTest {

  @Test
  void shouldThrowTheErrorThatTheStartEndedWith() {
    BackgroundStart<String> start =
        BackgroundStart.of(
            "model",
            () -> {
              throw new UnsatisfiedLinkError("no native library");
            });

    assertThatThrownBy(start::join)
        .isInstanceOf(UnsatisfiedLinkError.class)
        .hasMessage("no native library");
  }

  @Test
  void shouldEndTheWaitWhenInterrupted() {
    CountDownLatch release = new CountDownLatch(1);
    BackgroundStart<String> start = BackgroundStart.of("registry", () -> awaited(release));

    Thread.currentThread().interrupt();

    assertThatThrownBy(start::join).isInstanceOf(UserError.class);
    assertThat(Thread.interrupted()).isTrue();
    release.countDown();
    assertThat(start.join()).isEqualTo("started");
  }

  private static String awaited(CountDownLatch release) {
    try {
      release.await();
      return "started";
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }
}
