package io.framewise.streams.api.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.framewise.streams.ledger.MinuteRange;
import io.vertx.core.MultiMap;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class QueryParametersTest {

  private static final Instant NOW = Instant.parse("2026-01-31T08:00:30Z");

  @Test
  void shouldEndASpanNowWhenOnlyItsBeginningIsGiven() {
    assertThat(span("from", "2026-01-31T07:59:00Z"))
        .contains(
            new MinuteRange(
                Instant.parse("2026-01-31T07:59:00Z"), Instant.parse("2026-01-31T08:01:00Z")));
  }

  @Test
  void shouldRefuseASpanThatBeginsNowOrLater() {
    assertThatThrownBy(() -> span("from", NOW.toString()))
        .isInstanceOf(Problem.class)
        .hasMessageContaining("from must be before to");
  }

  @Test
  void shouldHaveNoSpanWhenNeitherEndIsGiven() {
    assertThat(span("source", "door")).isEmpty();
  }

  private static Optional<MinuteRange> span(String name, String value) {
    MultiMap given = MultiMap.caseInsensitiveMultiMap().add(name, value);
    return new QueryParameters(given, Set.of("from", "to", "source")).span("from", "to", NOW);
  }
}
