package io.framewise.streams.query;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FeedPositionTest {

  private static final FeedPartition EVENTS = new FeedPartition(FeedTopic.EVENTS, 0);
  private static final FeedPartition MORE_EVENTS = new FeedPartition(FeedTopic.EVENTS, 12);
  private static final FeedPartition ALERTS = new FeedPartition(FeedTopic.ALERTS, 0);

  @Test
  void shouldReadWhatItWrites() {
    FeedPosition position = FeedPosition.of(Map.of(ALERTS, 3L, MORE_EVENTS, 7L, EVENTS, 12L));

    assertThat(position).hasToString("e0.12-e12.7-a0.3");
    assertThat(FeedPosition.parse("e0.12-e12.7-a0.3")).contains(position);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "-",
        "e",
        "e0",
        "e0.",
        "e.1",
        "b0.1",
        "e0.1-",
        "e0.1,e1.1",
        "e-1.1",
        "e0.-1",
        "e123456.1",
        "e0.1234567890123456789",
        " e0.1",
        "e0.1\n"
      })
  void shouldRefuseWhatIsNoPosition(String text) {
    assertThat(FeedPosition.parse(text)).isEmpty();
    assertThat(FeedPosition.parse("e0.1-".repeat(900) + "e0.1")).isEmpty();
  }

  @Test
  void shouldTellWhatWasRead() {
    FeedPosition position = FeedPosition.of(Map.of(EVENTS, 12L));

    assertThat(position.isPast(EVENTS, 11)).isTrue();
    assertThat(position.isPast(EVENTS, 12)).isFalse();
    assertThat(position.isPast(ALERTS, 0)).isFalse();
    assertThat(position.after(EVENTS, 14)).isEqualTo(FeedPosition.of(Map.of(EVENTS, 15L)));
    assertThat(position.after(ALERTS, 0).hasReached(position)).isTrue();
    assertThat(position.hasReached(position.after(ALERTS, 0))).isFalse();
    assertThat(position.hasReached(position.after(EVENTS, 12))).isFalse();
    assertThat(position.orElse(FeedPosition.of(Map.of(EVENTS, 5L, ALERTS, 6L))))
        .isEqualTo(FeedPosition.of(Map.of(EVENTS, 12L, ALERTS, 6L)));
  }
}
