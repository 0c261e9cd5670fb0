package io.framewise.platform.frame;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CapturedAtTest {

  private static final Instant EIGHT = Instant.parse("2026-01-31T08:00:00Z");

  @ParameterizedTest
  @ValueSource(strings = {"2026-01-31T08:00:00Z", "2026-01-31T09:00:00+01:00", "1769846400000"})
  void shouldTakeWhatIsClear(String text) {
    assertThat(CapturedAt.parse(text)).isEqualTo(EIGHT);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "1769846400 | bad-time | from before 1971 (1970-01-21T11:37:26.400Z): perhaps its time is in seconds",
        "0 | bad-time | before 1971",
        "1769846400000000 | bad-time | after 2999 (the year 58054): perhaps its time is in microseconds",
        "1769846400000000000 | bad-time | after 2999",
        "1769846400.123 | bad-record | seconds with a fraction",
        "2026-01-31T08:00:00 | bad-record | a time without a zone",
        "2026-01-31 08:00:00.5 | bad-record | a time without a zone",
        "2026-01-31 | bad-record | neither ISO 8601",
        "'' | bad-record | neither ISO 8601",
        "99999999999999999999 | bad-record | neither ISO 8601"
      })
  void shouldSayWhatIsWrongWithATime(String text, String category, String words) {
    assertThatThrownBy(() -> CapturedAt.parse(text))
        .isInstanceOfSatisfying(
            BadFrameException.class, e -> assertThat(e.category()).isEqualTo(category))
        .hasMessageContaining(words);
  }

  @Test
  void shouldTakeTheFirstMomentThatIsBelievedAndNoneBefore() {
    Instant first = Instant.parse("1971-01-01T00:00:00Z");

    assertThat(CapturedAt.require(first)).isEqualTo(first);
    assertThatThrownBy(() -> CapturedAt.require(first.minusMillis(1)))
        .isInstanceOf(BadFrameException.class);
    assertThatThrownBy(() -> CapturedAt.require(Instant.MAX)).isInstanceOf(BadFrameException.class);
  }
}
