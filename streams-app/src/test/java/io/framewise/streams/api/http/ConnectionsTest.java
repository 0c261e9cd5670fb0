package io.framewise.streams.api.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ConnectionsTest {

  private final List<String> closed = new ArrayList<>();
  private long nowNanos;
  private final Connections<String> connections =
      new Connections<>(
          3, Duration.ofSeconds(30), Duration.ofSeconds(60), closed::add, () -> nowNanos);

  @Test
  void shouldCloseAConnectionWhoseRequestIsNotWholeInTime() {
    connections.opened("half");
    after(30);
    assertThat(closed).isEmpty(); // at the limit
    nowNanos++;
    connections.sweep();
    assertThat(closed).containsExactly("half");
    assertThat(connections.count()).isZero();
  }

  @Test
  void shouldCloseAConnectionWhoseAnswerIsNotTakenInTime() {
    connections.opened("slow");
    connections.asked("slow");
    after(60);
    assertThat(closed).isEmpty();
    nowNanos++;
    connections.sweep();
    assertThat(closed).containsExactly("slow");
  }

  @Test
  void shouldCountAnewFromEachAnswer() {
    connections.opened("diligent");
    for (int i = 0; i < 10; i++) {
      after(20);
      connections.asked("diligent");
      after(20);
      connections.answered("diligent");
    }
    assertThat(closed).isEmpty();
  }

  @Test
  void shouldLetFollowersBe() {
    connections.opened("page");
    connections.asked("page");
    connections.follows("page");
    after(3600);
    assertThat(closed).isEmpty();
  }

  @Test
  void shouldCloseTheQuietestOfTooMany() {
    connections.opened("page");
    connections.follows("page");
    connections.opened("a");
    connections.opened("b");
    connections.asked("a");

    connections.opened("c");

    assertThat(closed).containsExactly("b");
    assertThat(connections.count()).isEqualTo(3);
  }

  @Test
  void shouldForgetWhatHasClosedItself() {
    connections.opened("a");
    connections.asked("a");
    connections.closed("a");
    connections.answered("a");
    assertThat(connections.count()).isZero();
  }

  private void after(int seconds) {
    nowNanos += Duration.ofSeconds(seconds).toNanos();
    connections.sweep();
  }
}
