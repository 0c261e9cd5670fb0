package io.framewise.connectors.mqtt;

import static org.assertj.core.api.Assertions.assertThat;

import io.framewise.connectors.testing.Settings;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** How clients are told apart; a broker ends the older one of two with the same id. */
final class MqttBrokerTest {

  private static MqttBroker broker(String group) {
    return new MqttBroker(Settings.connectors(Map.of()).mqtt(), group, Map.of());
  }

  @Test
  void shouldGiveNoTwoClientsTheSameId() {
    Set<String> ids =
        Set.of(
            broker("a").sourceClient("b-c"),
            broker("a-b").sourceClient("c"),
            broker("a").sourceClient("events"),
            broker("a").eventClient(),
            broker("a-source").eventClient());

    assertThat(ids).hasSize(5);
  }
}
