package io.framewise.connectors.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.connectors.testing.RecordingSink;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class SourceStateTest {

  private static SourceState stateAfter(FrameSource source) throws InterruptedException {
    SourceLifecycle lifecycle = new SourceLifecycle("cam");
    SourceRunner runner = new SourceRunner("cam", source, new RecordingSink(), lifecycle);
    runner.start();
    assertThat(runner.join(Duration.ofSeconds(30))).isTrue();
    return lifecycle.state();
  }

  @Test
  void shouldEndWithTheReasonThatTheSourceGives() throws InterruptedException {
    assertThat(stateAfter(sink -> "end of file after 3 frames"))
        .isEqualTo(new SourceState.Ended("end of file after 3 frames"));
  }

  @Test
  void shouldBreakWithTheReasonOfTheFault() throws InterruptedException {
    assertThat(
            stateAfter(
                sink -> {
                  throw new SourceBrokenException("x.mp4 breaks off");
                }))
        .isEqualTo(new SourceState.Broken("x.mp4 breaks off"));
  }

  @Test
  void shouldBreakWithoutDetailsWhenTheFaultIsNotForPeople() throws InterruptedException {
    assertThat(
            stateAfter(
                sink -> {
                  throw new IllegalStateException("rtsp://user:password@host");
                }))
        .isEqualTo(new SourceState.Broken("stopped by an error that the log shows"));
  }

  @Test
  void shouldBeStoppedWhenInterrupted() throws InterruptedException {
    assertThat(
            stateAfter(
                sink -> {
                  throw new InterruptedException();
                }))
        .isEqualTo(new SourceState.Stopped());
  }

  @Test
  void shouldRefuseATransitionOutOfAnEnd() {
    SourceLifecycle lifecycle = new SourceLifecycle("cam");
    lifecycle.moveTo(new SourceState.Ended("end of file"));

    assertThatThrownBy(() -> lifecycle.moveTo(new SourceState.Running()))
        .isInstanceOf(IllegalStateException.class);
  }
}
