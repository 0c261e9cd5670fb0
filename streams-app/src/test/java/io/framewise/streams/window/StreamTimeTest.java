package io.framewise.streams.window;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StreamTimeTest {

  private static final long NOW = 1_000_000_000L;
  private static final long MINUTE = 60_000;

  @Test
  void shouldFollowTheNewestFrameWhateverTheOrder() {
    assertThat(after(NOW, NOW + 200, NOW + 100).timeMs()).isEqualTo(NOW + 200);
  }

  @Test
  void shouldNotFollowOneFrameThatLeapsAhead() {
    StreamTime time = after(NOW, NOW + 5 * MINUTE, NOW + 100);

    assertThat(time.timeMs()).isEqualTo(NOW + 100);
    assertThat(time.claimMs()).isEmpty();
  }

  @Test
  void shouldFollowALeapThatTheNextFrameAgreesTo() {
    assertThat(after(NOW, NOW + 5 * MINUTE, NOW + 5 * MINUTE + 200).timeMs())
        .isEqualTo(NOW + 5 * MINUTE);
    assertThat(after(NOW, NOW + 5 * MINUTE + 200, NOW + 5 * MINUTE).timeMs())
        .isEqualTo(NOW + 5 * MINUTE);
  }

  @Test
  void shouldNotTakeTwoLeapsForAgreementWhenAFrameOfNowLiesBetweenThem() {
    assertThat(after(NOW, NOW + 5 * MINUTE, NOW + 100, NOW + 5 * MINUTE).timeMs())
        .isEqualTo(NOW + 100);
  }

  @Test
  void shouldNotBeginWithAFrameThatIsAheadOfTheClock() {
    assertThat(after(NOW + 5 * MINUTE, NOW).timeMs()).isEqualTo(NOW);
  }

  @Test
  void shouldBeginWithAFrameFromLongAgo() {
    assertThat(after(100).timeMs()).isEqualTo(100);
  }

  @Test
  void shouldStayOneFrameBehindASourceThatSendsRarely() {
    assertThat(after(NOW, NOW + MINUTE, NOW + 2 * MINUTE).timeMs()).isEqualTo(NOW + MINUTE);
  }

  private static StreamTime after(long... capturedAtMs) {
    StreamTime time = StreamTime.NEW;
    for (long at : capturedAtMs) {
      time = time.after(at, NOW);
    }
    return time;
  }
}
