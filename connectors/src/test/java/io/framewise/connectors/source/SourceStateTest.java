package io.framewise.connectors.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.connectors.testing.RecordingSink;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

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

  @ParameterizedTest
  @MethodSource("errors")
  void shouldBreakInWordsWhateverIsThrown(Error error, String words) throws InterruptedException {
    SourceState state =
        stateAfter(
            sink -> {
              throw error;
            });

    assertThat(state).isEqualTo(new SourceState.Broken(words));
  }

  private static Stream<Arguments> errors() {
    return Stream.of(
        Arguments.of(
            new OutOfMemoryError("Java heap space"),
            "stopped: there was not enough memory for its pictures"),
        Arguments.of(
            new StackOverflowError(), "stopped: its pictures are nested too deeply to be read"),
        Arguments.of(
            new UnsatisfiedLinkError("/home/user/secret/libavcodec.so"),
            "stopped: a library that it needs cannot be loaded, see the log"),
        Arguments.of(new AssertionError("no"), "stopped by an error that the log shows"));
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
  void shouldComeBackFromWaitingButNotFromAnEnd() {
    SourceLifecycle lifecycle = new SourceLifecycle("cam");
    lifecycle.moveTo(new SourceState.Waiting("the share is away"));
    assertThat(lifecycle.state().message()).contains("the share is away");

    lifecycle.moveTo(new SourceState.Running("follows it"));

    assertThat(lifecycle.state().message()).contains("follows it");
    assertThat(new SourceState.Running().message()).isEmpty();
  }

  @Test
  void shouldRefuseATransitionOutOfAnEnd() {
    SourceLifecycle lifecycle = new SourceLifecycle("cam");
    lifecycle.moveTo(new SourceState.Ended("end of file"));

    assertThatThrownBy(() -> lifecycle.moveTo(new SourceState.Running()))
        .isInstanceOf(IllegalStateException.class);
  }
}
