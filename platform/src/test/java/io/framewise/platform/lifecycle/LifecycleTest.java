package io.framewise.platform.lifecycle;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class LifecycleTest {

  private final List<String> closed = new ArrayList<>();

  @Test
  void shouldCloseInReverseOrderAndGoOnWhenAPartFails() {
    Lifecycle lifecycle = new Lifecycle();
    lifecycle.add("first", () -> closed.add("first"));
    lifecycle.add(
        "second",
        () -> {
          throw new IllegalStateException("stuck");
        });
    lifecycle.add("third", () -> closed.add("third"));

    lifecycle.close();
    lifecycle.close();

    assertThat(closed).containsExactly("third", "first");
  }

  @Test
  void shouldCloseUndisturbedWhenTheThreadIsInterrupted() {
    Lifecycle lifecycle = new Lifecycle();
    lifecycle.add(
        "part", () -> closed.add("interrupted: " + Thread.currentThread().isInterrupted()));

    Thread.currentThread().interrupt();
    lifecycle.close();

    assertThat(Thread.interrupted()).isTrue();
    assertThat(closed).containsExactly("interrupted: false");
  }

  @Test
  void shouldCloseAPartAtOnceWhenItComesAfterTheClose() {
    Lifecycle lifecycle = new Lifecycle();
    lifecycle.close();

    lifecycle.add("late", () -> closed.add("late"));

    assertThat(closed).containsExactly("late");
  }
}
