package io.framewise.streams.failure;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class FailedRecordsTest {

  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);
  private final FailedRecords failed = new FailedRecords(nanos::get);

  @Test
  void shouldRefuseTheThirtyFirstFailureOfAMinuteAndCountAnewInTheNext() {
    for (int i = 0; i < 30; i++) {
      assertThat(failed.countAndMayGoOn()).isTrue();
    }
    nanos.addAndGet(TimeUnit.MINUTES.toNanos(1));
    assertThat(failed.countAndMayGoOn()).isFalse();

    nanos.incrementAndGet();
    assertThat(failed.countAndMayGoOn()).isTrue();
  }

  @Test
  void shouldForgetNoFailureWhenAMinuteIsOver() {
    failed.add("window 1", new FailedRecords.Failure("windows", new IllegalStateException("odd")));
    nanos.addAndGet(TimeUnit.HOURS.toNanos(1));

    assertThat(failed.find("window 1")).isPresent();
  }

  @Test
  void shouldHideCredentialsOfAnAddressInWhatItSays() {
    FailedRecords.Failure failure =
        new FailedRecords.Failure(
            "windows", new IllegalStateException("http://me:secret@registry is away"));

    assertThat(failure.message()).contains("//***@registry is away").doesNotContain("secret");
  }
}
