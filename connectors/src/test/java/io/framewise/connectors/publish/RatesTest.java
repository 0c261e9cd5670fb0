package io.framewise.connectors.publish;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.connectors.publish.Rates.Pace;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

final class RatesTest {

  private final Rates rates = new Rates();

  private Pace at(long seconds, long captured, long published) {
    return rates.after(captured, published, TimeUnit.SECONDS.toNanos(seconds));
  }

  @Test
  void shouldTellThePaceOfTheLastTenSecondsHoweverOftenItIsAsked() {
    assertThat(at(0, 0, 0)).isEqualTo(new Pace(0, 0));
    assertThat(at(2, 20, 10)).isEqualTo(new Pace(10, 5));
    assertThat(at(2, 20, 10)).isEqualTo(new Pace(10, 5));
    assertThat(at(20, 200, 100)).isEqualTo(new Pace(10, 5));
    assertThat(at(31, 200, 100)).isEqualTo(new Pace(0, 0));
  }

  @Test
  void shouldNotReckonFromLessThanASecond() {
    at(0, 0, 0);

    assertThat(rates.after(50, 50, TimeUnit.MILLISECONDS.toNanos(500))).isEqualTo(new Pace(0, 0));
  }
}
