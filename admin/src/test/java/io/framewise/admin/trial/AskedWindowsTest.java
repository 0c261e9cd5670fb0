package io.framewise.admin.trial;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.admin.trial.AskedWindows.Asked;
import io.framewise.contract.avro.InferenceRequest;
import io.framewise.streams.store.PendingRequest;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class AskedWindowsTest {

  private static final Duration DEADLINE = Duration.ofSeconds(15);

  /** Nanoseconds have no beginning: they may be near their end. */
  private final AtomicLong nanos = new AtomicLong(Long.MAX_VALUE - 1);

  private final AskedWindows asked = new AskedWindows(DEADLINE, nanos::get);

  @Test
  void shouldTakeOutAWindowWhenItsDeadlineHasPassedAndNotBefore() {
    asked.add(0, pending("first"));
    move(Duration.ofSeconds(1));
    asked.add(1, pending("second"));

    move(Duration.ofSeconds(14).minusNanos(1));
    assertThat(asked.takeOverdue()).isEmpty();

    move(Duration.ofNanos(1));
    assertThat(asked.takeOverdue()).extracting(Asked::index).containsExactly(0);
    assertThat(asked.size()).isEqualTo(1);

    move(Duration.ofSeconds(1));
    assertThat(asked.takeOverdue()).extracting(Asked::index).containsExactly(1);
    assertThat(asked.size()).isZero();
  }

  @Test
  void shouldSayHowLongAnAnswerTookAndTakeASecondOneForNone() {
    asked.add(0, pending("first"));
    move(Duration.ofMillis(70));

    assertThat(asked.take("first")).map(asked::ageMs).contains(70L);
    assertThat(asked.take("first")).isEmpty();
  }

  private void move(Duration by) {
    nanos.addAndGet(by.toNanos());
  }

  private static PendingRequest pending(String id) {
    InferenceRequest request = new InferenceRequest();
    request.setRequestId(id);
    return new PendingRequest(request, 0, List.of());
  }
}
