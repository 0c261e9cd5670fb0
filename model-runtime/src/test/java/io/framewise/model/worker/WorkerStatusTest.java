package io.framewise.model.worker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

class WorkerStatusTest {

  private final WorkerStatus status = new WorkerStatus("w");

  @Test
  void shouldGoTheWholeWayFromStartingToStopped() {
    status.moveTo(new WorkerState.Running());
    status.moveTo(new WorkerState.Draining());
    status.moveTo(new WorkerState.Stopped());

    assertThat(status.state()).isEqualTo(new WorkerState.Stopped());
  }

  @Test
  void shouldRefuseAStepThatTheDiagramDoesNotHave() {
    assertThatThrownBy(() -> status.moveTo(new WorkerState.Stopped()))
        .hasMessageContaining("from Starting to Stopped");

    status.moveTo(new WorkerState.Draining());
    assertThat(status.tryMoveTo(new WorkerState.Running())).isFalse();
  }

  @Test
  void shouldStayFailedWithTheFirstCause() {
    WorkerState failed = new WorkerState.Failed(new IllegalStateException("first"));
    status.moveTo(failed);

    assertThat(status.tryMoveTo(new WorkerState.Failed(new IllegalStateException("second"))))
        .isFalse();
    assertThat(status.tryMoveTo(new WorkerState.Draining())).isFalse();
    assertThat(status.state()).isEqualTo(failed);
  }
}
