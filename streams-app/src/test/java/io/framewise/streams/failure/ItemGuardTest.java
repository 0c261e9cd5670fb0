package io.framewise.streams.failure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.streams.errors.TaskMigratedException;
import org.junit.jupiter.api.Test;

/** One item that breaks is undone, then buried, then passed over; the others go on. */
class ItemGuardTest {

  private final ItemGuard guard = new ItemGuard(new FailedRecords());
  private final List<String> done = new ArrayList<>();

  @Test
  void shouldUndoAnItemThatBreaksAndBuryItWhenItComesAgain() {
    assertThatThrownBy(() -> guard.run("window 1", this::breaks, done::add))
        .isInstanceOf(TaskMigratedException.class);
    guard.run("window 2", () -> done.add("second"), done::add);
    guard.run("window 1", this::breaks, done::add);

    assertThat(done)
        .containsExactly("second", "window 1: java.lang.IllegalStateException: it is odd");
  }

  @Test
  void shouldPassOverAnItemThatCannotBeBuriedEither() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> guard.run("window 1", this::breaks, message -> breaks()))
          .isInstanceOf(TaskMigratedException.class);
    }
    guard.run("window 1", this::breaks, message -> breaks());

    assertThat(done).isEmpty();
  }

  @Test
  void shouldHoldTheRecordAnswerableFirstAndTheItemWhenASecondRecordBreaksAtIt() {
    for (int i = 0; i < 2; i++) {
      assertThatThrownBy(() -> guard.runFor("window 1", this::breaks, done::add))
          .isInstanceOf(IllegalStateException.class);
    }
    guard.runFor("window 1", this::breaks, done::add);

    assertThat(done).hasSize(1);
  }

  @Test
  void shouldHoldNoItemAnswerableForKafka() {
    Runnable away =
        () -> {
          throw new TimeoutException("away");
        };
    for (int i = 0; i < 3; i++) {
      assertThatThrownBy(() -> guard.run("window 1", away, done::add))
          .isInstanceOf(TimeoutException.class);
      assertThatThrownBy(() -> guard.runFor("window 1", away, done::add))
          .isInstanceOf(TimeoutException.class);
    }
    assertThat(done).isEmpty();
  }

  @Test
  void shouldEndWhenItIsNotTheItems() {
    for (int i = 0; i < 30; i++) {
      String item = "window " + i;
      assertThatThrownBy(() -> guard.run(item, this::breaks, done::add))
          .isInstanceOf(TaskMigratedException.class);
    }
    assertThatThrownBy(() -> guard.run("window 30", this::breaks, done::add))
        .isInstanceOf(IllegalStateException.class);
  }

  private void breaks() {
    throw new IllegalStateException("it is odd");
  }
}
