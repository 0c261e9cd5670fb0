package io.framewise.streams.api.peers;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.MultiMap;
import org.junit.jupiter.api.Test;

class AcrossInstancesTest {

  @Test
  void shouldAskForAlertsInAnyStateWhateverASourceIsCalled() {
    MultiMap given =
        MultiMap.caseInsensitiveMultiMap()
            .add("source", "x&state=open")
            .add("state", "cleared")
            .add("limit", "5");

    assertThat(AcrossInstances.withStateAll("/v1/alerts", given))
        .isEqualTo("/v1/alerts?source=x%26state%3Dopen&limit=5&state=all");
    assertThat(AcrossInstances.withStateAll("/v1/alerts", MultiMap.caseInsensitiveMultiMap()))
        .isEqualTo("/v1/alerts?state=all");
  }
}
